import type { Colours } from '../model/svg.ts';

/** The colours of the editor's theme, for a canvas, which knows no variables of CSS. */
export function themeColours(): Colours & { readonly font: string; readonly focus: string } {
  const style = getComputedStyle(document.body);
  const colour = (...names: string[]): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value !== '') return value;
    }
    return style.color;
  };
  return {
    background: colour('editor-background'),
    text: colour('editor-foreground', 'foreground'),
    faint: colour('descriptionForeground', 'foreground'),
    running: colour('charts-blue', 'focusBorder'),
    start: colour('charts-green', 'foreground'),
    throw: colour('charts-purple', 'editorWarning-foreground', 'foreground'),
    end: colour('charts-red', 'errorForeground'),
    focus: colour('focusBorder', 'contrastBorder'),
    font: `11px ${style.fontFamily}`,
  };
}

/** A colour of CSS as red, green and blue. */
export function channelsOf(colour: string): [number, number, number] {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
