// The headers that make a page cross-origin isolated, as public/_headers has them: its threads may then share memory.
export const ISOLATION = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
