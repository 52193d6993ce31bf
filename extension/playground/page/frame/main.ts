import './host.ts';
import '../../../timeline/page/main.ts';
