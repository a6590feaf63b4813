/** The number in `count` (at most 32) bits from bit `at` of `bytes` on, least significant first. */
function readBits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  let scale = 1;
  let byte = Math.floor(at / 8);
  let bit = at % 8;
  while (count > 0) {
    const taken = Math.min(8 - bit, count);
    value += ((bytes[byte++]! >> bit) & ((1 << taken) - 1)) * scale;
    scale *= 1 << taken;
    count -= taken;
    bit = 0;
  }
  return value;
}

/** The number in `count` (at most 64) bits from bit `at` of `bytes` on. */
function readBits64(bytes: Uint8Array, at: number, count: number): bigint {
  if (count <= 32) {
    return BigInt(readBits(bytes, at, count));
  }
  return join(readBits(bytes, at, 32), readBits(bytes, at + 32, count - 32));
}

/** Puts a number of `count` (at most 32) bits at bit `at` of bytes that are zero there. */
function placeBits(bytes: Uint8Array, at: number, count: number, value: number): void {
  let byte = Math.floor(at / 8);
  let bit = at % 8;
  while (count > 0) {
    const taken = Math.min(8 - bit, count);
    bytes[byte] = bytes[byte]! | ((value & ((1 << taken) - 1)) << bit);
    value = Math.floor(value / (1 << taken));
    ++byte;
    count -= taken;
    bit = 0;
  }
}

/** Puts a number of `count` (at most 64) bits at bit `at` of bytes that are zero there. */
function placeBits64(bytes: Uint8Array, at: number, count: number, value: bigint): void {
  placeBits(bytes, at, Math.min(count, 32), Number(value & 0xffffffffn));
  if (count > 32) {
    placeBits(bytes, at + 32, count - 32, Number(value >> 32n));
  }
}
