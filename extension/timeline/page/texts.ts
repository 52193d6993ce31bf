import { pageTexts } from '../../webPage/page/texts.ts';
import type { TimelineTexts } from '../texts.ts';

/** The page's texts, in the editor's language. */
export const texts = pageTexts<TimelineTexts>();
