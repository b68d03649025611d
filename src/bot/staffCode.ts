/** A one-time code as a text of its own. The same text is the payload of the link `/start staff_…`. */
const CODE = /^staff_([\w-]{20})$/;

export function readStaffCode(text: string): string | undefined {
  return CODE.exec(text.trim())?.[1];
}
