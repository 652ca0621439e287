// What the embedded engine lacks of the platform: UTF-8 coders, and a way to step generators by text.
globalThis.TextEncoder = class TextEncoder {
  encode(text = "") {
    const bytes = [];
    for (const char of String(text)) {
      let code = char.codePointAt(0);
      if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else {
        bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      }
    }
    return Uint8Array.from(bytes);
  }
};

globalThis.TextDecoder = class TextDecoder {
  decode(data) {
    if (data === undefined) return "";
    const bytes = data instanceof Uint8Array
      ? data
      : new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
    const chunks = [];
    let units = [];
    for (let at = 0; at < bytes.length;) {
      const first = bytes[at];
      let length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
      let code = length === 1 ? first : first & (0x7f >> length);
      for (let i = 1; i < length; i++) {
        const next = bytes[at + i];
        const low = i === 1 ? (first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80) : 0x80;
        const high = i === 1 ? (first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf) : 0xbf;
        // As the standard has it, a broken sequence gives one mark for what of it was right.
        if (!(next >= low && next <= high)) {
          code = 0xfffd;
          length = i;
          break;
        }
        code = (code << 6) | (next & 63);
      }
      if (length === 0) {
        code = 0xfffd;
        length = 1;
      }
      at += length;
      if (code < 0x10000) units.push(code);
      else units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
      if (units.length > 4000) {
        chunks.push(String.fromCharCode.apply(null, units));
        units = [];
      }
    }
    chunks.push(String.fromCharCode.apply(null, units));
    return chunks.join("");
  }
};

Object.assign(globalThis, (() => {
  const running = new Map();
  let next = 1;
  const find = (name) => {
    const found = name.split(".").reduce((value, part) => value?.[part], reportgenCore);
    if (typeof found !== "function") throw new Error(`the core has no function '${name}'`);
    return found;
  };
  // Errors cross as text: what the engine's binding makes of an exception loses the stack.
  const guarded = (work) => (...args) => {
    try {
      return reportgenCore.pack({ value: work(...args) });
    } catch (error) {
      return reportgenCore.pack({ error: `${error}\n${error?.stack ?? ""}` });
    }
  };
  const settle = (id, step) => {
    if (step.done) running.delete(id);
    return { id, done: Boolean(step.done), value: step.value };
  };
  return {
    reportgen_call: guarded((name, args) => find(name)(...reportgenCore.unpack(args))),
    reportgen_start: guarded((name, args) => {
      const id = next++;
      running.set(id, find(name)(...reportgenCore.unpack(args)));
      return settle(id, running.get(id).next());
    }),
    reportgen_step: guarded((id, texts) => {
      const frames = texts.split("\n").map((text) => reportgenCore.decodeFrame(Uint8Array.fromBase64(text)));
      return settle(id, running.get(id).next(frames));
    }),
    reportgen_stop: guarded((id) => {
      running.get(id)?.return();
      running.delete(id);
      return null;
    }),
  };
})());
