import type { PageContent } from '../webPage/document.ts';
import { escaped } from '../webPage/markup.ts';
import type { TimelineTexts } from './texts.ts';

/** The page of the timeline. */
export function timelinePage(texts: TimelineTexts): PageContent {
  const text = (name: keyof TimelineTexts): string => escaped(texts[name]);
  const button = (id: string, label: string, hint = label, attributes = ''): string =>
    `<button type="button" id="${id}" title="${hint}"${attributes}>${label}</button>`;
  const body = `<header aria-label="${text('toolbar')}">
<h1 class="unseen">${text('title')}</h1>
<div class="toolbar" role="toolbar" aria-label="${text('toolbar')}">
<input type="search" id="search" placeholder="${text('search')}" aria-label="${text('search')}">
${button('follow', text('follow'), text('followHint'), ' aria-pressed="true"')}
<button type="button" id="zoom-out" title="${text('zoomOut')}" aria-label="${text('zoomOut')}">−</button>
<button type="button" id="zoom-in" title="${text('zoomIn')}" aria-label="${text('zoomIn')}">+</button>
${button('fit', text('fit'), text('fitHint'))}
<span class="gap"></span>
${button('show-profile', text('profile'), text('profileOf'), ' aria-expanded="false"')}
${button('show-switches', text('switches'), text('switchesOf'), ' aria-expanded="false"')}
<button type="button" id="export-trace" title="${text('exportTraceHint')}" aria-label="${text('exportTrace')}">Trace</button>
<button type="button" id="export-svg" title="${text('exportSvgHint')}" aria-label="${text('exportSvg')}">SVG</button>
</div>
</header>
<main aria-label="${text('title')}">
<section id="timeline" aria-label="${text('title')}">
<div id="scroller">
<div id="sticky">
<nav id="names" aria-label="${text('lanes')}"><ul id="lanes"></ul></nav>
<div id="chart-place">
<canvas id="chart" tabindex="0" role="application" aria-roledescription="${text('chartRole')}" aria-label="${text('chart')}"></canvas>
<div id="present" hidden><span class="word" aria-hidden="true">${text('present')}</span><span class="unseen" id="present-words"></span></div>
<p id="empty">${text('empty')}</p>
</div>
</div>
<div id="spacer"></div>
</div>
</section>
<aside id="profile" aria-labelledby="profile-title" tabindex="0" hidden>
<header>
<h2 id="profile-title">${text('profileOf')}</h2>
<select id="profile-by" aria-label="${text('profile')}">
<option value="continuation">${text('byContinuation')}</option>
<option value="function">${text('byFunction')}</option>
</select>
<button type="button" class="close" title="${text('close')}" aria-label="${text('close')}">×</button>
</header>
<table>
<thead><tr><th scope="col">${text('name')}</th><th scope="col">${text('time')}</th><th scope="col">${text('share')}</th><th scope="col">${text('runs')}</th><th scope="col">${text('longest')}</th></tr></thead>
<tbody id="profile-rows"></tbody>
</table>
</aside>
<aside id="switches" aria-labelledby="switches-title" tabindex="0" hidden>
<header>
<h2 id="switches-title">${text('switchesOf')}</h2>
<button type="button" class="close" title="${text('close')}" aria-label="${text('close')}">×</button>
</header>
<p id="switch-note"></p>
<table>
<thead><tr><th scope="col">${text('when')}</th><th scope="col">${text('from')}</th><th scope="col">${text('kind')}</th><th scope="col">${text('to')}</th><th scope="col">${text('duration')}</th></tr></thead>
<tbody id="switch-rows"></tbody>
</table>
</aside>
</main>
<footer>
<span id="status"></span>
<ul id="legend" aria-label="${text('legend')}"></ul>
</footer>
<div id="announcer" class="unseen" role="status" aria-live="polite"></div>
<div id="tooltip" aria-hidden="true" hidden></div>`;
  return { title: texts.title, body, texts };
}
