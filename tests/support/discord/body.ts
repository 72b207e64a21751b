import type { IncomingMessage } from 'node:http';
import { ApiError } from './errors.ts';
import type { Json } from './json.ts';
import type { UploadedFile } from './ledger.ts';

export interface ParsedBody {
  readonly json: Json | undefined;
  readonly files: UploadedFile[];
}

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/**
 * The JSON of a request and its files: a JSON body, or the `payload_json` of a multipart form.
 *
 * @throws ApiError 50109 for what is not JSON, 50035 for a content type that Discord does not take.
 */
export async function parseBody(bytes: Buffer, contentType: string): Promise<ParsedBody> {
  if (bytes.length === 0) return { json: undefined, files: [] };
  if (contentType.startsWith('application/json'))
    return { json: parseJson(bytes.toString('utf8')), files: [] };
  if (!contentType.startsWith('multipart/form-data')) {
    const detail = `the content type ${JSON.stringify(contentType)} is neither JSON nor multipart`;
    throw new ApiError(50035, { rule: 'content-type', detail });
  }
  const form = await readForm(bytes, contentType);
  const files: UploadedFile[] = [];
  let json: Json | undefined;
  for (const [field, value] of form) {
    if (typeof value !== 'string') files.push({ field, name: value.name, bytes: value.size });
    else if (field === 'payload_json') json = parseJson(value);
  }
  const misnamed = files.find((file) => !/^files\[\d\]$/.test(file.field));
  if (misnamed !== undefined) {
    throw new ApiError(50035, {
      rule: 'multipart',
      detail: `a file came as ${misnamed.field}, not files[n]`,
    });
  }
  return { json, files };
}

async function readForm(bytes: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new ApiError(50035, { rule: 'multipart', detail: 'the multipart form cannot be read' });
  }
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(50109, { rule: 'bad-json', detail: 'the body is not JSON' });
  }
}
