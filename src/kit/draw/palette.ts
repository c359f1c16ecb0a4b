// Colours for canvases, which know no CSS: read from the page's variables, or the light theme's where there is no page.
import { interpolateCividis } from 'd3';

/** The light theme's colours (styles/tokens.css), for pictures drawn in the build. */
const LIGHT: Readonly<Record<string, string>> = {
  '--paper': '#fbf9f4',
  '--digit-0': '#5f5a52',
  '--digit-1': '#0072b2',
  '--digit-2': '#2a93cc',
  '--digit-3': '#d55e00',
  '--digit-4': '#9a8a00',
  '--digit-5': '#c27c00',
  '--digit-6': '#008a64',
  '--digit-7': '#b3588f',
  '--digit-8': '#8a5a3c',
  '--digit-9': '#7b7b7b',
};

/** Colours of the ten digits as CSS colours, for the theme in force around `host`. */
function digitColours(host: Element): string[] {
  const style = styleOf(host);
  return Array.from({ length: 10 }, (_, digit) => named(style, `--digit-${digit}`));
}

/** Colours of a host, read again only where the page has turned light or dark: reading makes the page settle its styles first. */
export function themeColours(host: HTMLElement) {
  let [digits, paper, theme] = [[] as string[], '', undefined as string | null | undefined];
  const themeNow = () => host.ownerDocument.documentElement.getAttribute('data-theme');
  return {
    /** Whether the page has turned since colours were read. */
    outdated: (): boolean => theme !== themeNow(),
    /** Those of the ten digits, and of the page's ground. */
    read(): { readonly digits: readonly string[]; readonly paper: string } {
      if (theme !== themeNow()) [digits, paper, theme] = [digitColours(host), paperColour(host), themeNow()];
      return { digits, paper };
    },
  };
}

/** The page's ground. */
function paperColour(host: Element): string {
  return named(styleOf(host), '--paper');
}

function named(style: CSSStyleDeclaration | undefined, name: string): string {
  return style?.getPropertyValue(name).trim() || LIGHT[name]!;
}

/** Undefined where there is no page (linkedom has a window, but no style to compute). */
function styleOf(host: Element): CSSStyleDeclaration | undefined {
  const view = host.ownerDocument.defaultView;
  return view && 'matchMedia' in view ? view.getComputedStyle(host) : undefined;
}

/** 0..1 to a CSS colour: the part of cividis that stands out from light paper, or from dark, whichever lies under `host`. */
export function ramp(host: Element): (value: number) => string {
  const [low, high] = styleOf(host)?.colorScheme === 'dark' ? [0.35, 1] : [0, 0.72];
  return (value) => interpolateCividis(low + (high - low) * Math.min(1, Math.max(0, value)));
}

/** The ramp as a CSS gradient from left to right, for keys. */
export function rampGradient(host: Element): string {
  return `linear-gradient(to right, ${[0, 0.25, 0.5, 0.75, 1].map(ramp(host)).join(', ')})`;
}
