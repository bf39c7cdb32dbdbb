const WORD = /(?:[^\s"'\\]|\\.|"(?:\\.|[^"\\])*"|'[^']*')+/g;
const PART = /\\(.)|"((?:\\.|[^"\\])*)"|'([^']*)'/g;

/** The words of a command line, as a shell takes them; undefined when a quotation mark is not closed. */
export function splitWords(line: string): string[] | undefined {
  if (line.replace(WORD, '').trim()) return undefined;
  return (line.match(WORD) ?? []).map((word) =>
    word.replace(
      PART,
      (_, escaped?: string, double?: string, single?: string) =>
        escaped ?? double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? '',
    ),
  );
}
