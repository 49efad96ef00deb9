// The stamp of a checkout: what the launcher compares with dist/stamp to know whether the bundle is of this source.
// It is the commit that is checked out (two small reads), or the package's version where there is no git directory.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

exports.stamp = function stamp(root) {
  const head = read(path.join(root, '.git', 'HEAD'));
  if (head === '') return 'v' + JSON.parse(read(path.join(root, 'package.json'))).version;
  if (!head.startsWith('ref: ')) return head;
  const ref = head.slice(5);
  const loose = read(path.join(root, '.git', ref));
  if (loose !== '') return loose;
  const packed = read(path.join(root, '.git', 'packed-refs'));
  for (const line of packed.split('\n')) if (line.endsWith(' ' + ref)) return line.slice(0, line.indexOf(' '));
  return head;
};
