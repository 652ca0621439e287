/** What this project uses of marked: the tokens of a text. */
export interface Token {
  type: string;
  raw: string;
  text?: string;
  tokens?: Token[];
  depth?: number;
  ordered?: boolean;
  start?: number | "";
  items?: Token[];
  checked?: boolean;
  header?: Token[];
  rows?: Token[][];
  href?: string;
  title?: string | null;
}
export class Lexer {
  constructor(options: { gfm: boolean });
  lex(text: string): Token[];
}
