/**
 * Zip files of what is compressed already: each file stands in it as it is.
 *
 * Written after PKWARE's APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory) and 4.3.16 (end). Names
 * are UTF-8; there are no moments in it, so that equal files make equal archives.
 */

/** @typedef {{name: string, blob: Blob}} ZipFile */

/** Files and bytes that the plain format has numbers for. */
const MOST_FILES = 65_535;
const MOST_BYTES = 0xffff_ffff;
/** Version 2.0; bit 11: names are UTF-8; 1 January 1980. */
const [VERSION, UTF8, DAY] = [20, 0x800, 0x21];

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/**
 * @param {AsyncIterable<ZipFile> | Iterable<ZipFile>} files
 * @returns {Promise<Blob>}
 */
export async function zipped(files) {
  /** @type {BlobPart[]} */
  const parts = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const directory = [];
  let offset = 0;
  for await (const { name, blob } of files) {
    const text = new TextEncoder().encode(name);
    const crc = checksum(new Uint8Array(await blob.arrayBuffer()));
    const said = [VERSION, UTF8, 0, 0, DAY, crc, blob.size, blob.size, text.length, 0];
    const local = record(0x04034b50, "2222244422", said, text);
    directory.push(record(0x02014b50, "2222224442222244", [VERSION, ...said, 0, 0, 0, 0, offset], text));
    parts.push(local, blob);
    offset += local.length + blob.size;
    if (directory.length > MOST_FILES || offset > MOST_BYTES) {
      throw new Error("there are too many media for one zip file; filter the rows, or select some");
    }
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const { length } = directory;
  const end = record(0x06054b50, "2222442", [0, 0, length, length, size, offset, 0]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

/**
 * A record of the format: its mark, then numbers of so many bytes each, then text.
 * @param {number} mark
 * @param {string} widths
 * @param {number[]} numbers
 * @param {Uint8Array} [text]
 * @returns {Uint8Array<ArrayBuffer>}
 */
function record(mark, widths, numbers, text = new Uint8Array()) {
  const length = [...widths].reduce((sum, width) => sum + Number(width), 4);
  const bytes = new Uint8Array(length + text.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, mark, true);
  let at = 4;
  [...widths].forEach((width, index) => {
    if (width === "2") view.setUint16(at, numbers[index], true);
    else view.setUint32(at, numbers[index], true);
    at += Number(width);
  });
  bytes.set(text, length);
  return bytes;
}

/**
 * CRC-32, as ISO 3309 has it.
 * @param {Uint8Array} bytes
 */
function checksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
