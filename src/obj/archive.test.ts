import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { withMembers, writeArchive } from './archive.ts';
import { readArchive } from './goobj.ts';

test('members are read as they were written, those of odd sizes too', () => {
  const members = [
    { name: '__.PKGDEF', data: encodeUtf8('odd') },
    { name: '_go_.o', data: encodeUtf8('even') },
  ];
  const added = { name: 'x.o', data: encodeUtf8('x') };
  const bytes = withMembers(writeArchive(members), [added]);
  assert.deepEqual(
    readArchive(bytes)!.map(m => ({ name: m.name, data: bytes.slice(m.from, m.to) })),
    [...members, added],
  );
});
