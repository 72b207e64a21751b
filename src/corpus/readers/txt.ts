import { plainTextBlocks } from '../blocks.ts';
import { decodeText } from './decode.ts';
import { type Reader, unreadable } from './reader.ts';

/** Plain text. The text is the decoded file, unchanged but for a byte order mark. */
export const txt: Reader = {
  extensions: ['.txt'],
  read(file) {
    const decoded = decodeText(file);
    if (!decoded.ok) return unreadable(file.path, decoded.fault, decoded.cause);
    const { text } = decoded;
    return {
      documents: [{ text, blocks: plainTextBlocks(text), linesFollowText: true, metadata: {} }],
      problems: [],
    };
  },
};
