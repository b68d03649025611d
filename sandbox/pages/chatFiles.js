/** Reads chosen files for the play interface. Pictures go as photos, all others as documents. */
export async function readFiles(list) {
  const files = await Promise.all(
    [...list].map(async (file) => ({
      name: file.name,
      mime: file.type || 'application/octet-stream',
      base64: await readFile(file),
    })),
  );
  const isPicture = (file) => /^image\/(png|jpeg|gif|webp)$/.test(file.mime);
  return { kind: files.every(isPicture) ? 'photo' : 'document', files };
}

function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).split(',')[1] ?? ''));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
