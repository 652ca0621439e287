/** The template tag that every component is written with: htm over preact's `h`. */

// @ts-types="./types/preact.d.ts"
import { h } from "preact";
// @ts-types="./types/htm.d.ts"
import { default as htm } from "htm";

export const html = htm.bind(h);
