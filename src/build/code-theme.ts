// The colours of code, few and from the page's own range: keywords, names of functions, literals, comments.

interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly comment: string;
  readonly keyword: string;
  readonly name: string;
  readonly literal: string;
}

/** A theme as plain JSON. Its name is the value of `data-theme` it belongs to. */
function theme(name: 'light' | 'dark', palette: Palette) {
  const scopes: readonly (readonly [string, readonly string[]])[] = [
    [palette.comment, ['comment', 'punctuation.definition.comment']],
    [
      palette.keyword,
      ['keyword', 'storage', 'variable.language', 'constant.language', 'keyword.operator.expression', 'keyword.operator.new'],
    ],
    [
      palette.name,
      ['entity.name.function', 'support.function', 'meta.function-call.generic', 'entity.name.type', 'support.class', 'entity.name.class'],
    ],
    [palette.literal, ['string', 'punctuation.definition.string', 'constant.numeric', 'constant.character']],
    // Signs stay ink: they are most of the code and say least.
    [palette.ink, ['keyword.operator', 'punctuation', 'meta.brace', 'variable', 'storage.type.function.arrow']],
  ];
  return {
    name,
    type: name,
    colors: { 'editor.background': palette.paper, 'editor.foreground': palette.ink },
    tokenColors: scopes.map(([foreground, scope]) => ({ scope: [...scope], settings: { foreground } })),
  };
}

/** Selected by `data-theme`, or by the system where no script runs. Light is the default. */
export const codeThemes = [
  theme('light', { paper: '#f3efe6', ink: '#1d1a16', comment: '#5a5349', keyword: '#7a2e6e', name: '#0b4f80', literal: '#7a4a00' }),
  theme('dark', { paper: '#211e19', ink: '#f0eadf', comment: '#b8afa1', keyword: '#e3a6da', name: '#8fc8f2', literal: '#e6bd7e' }),
];
