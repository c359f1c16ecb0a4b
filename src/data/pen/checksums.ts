// Checksums of the synthetic digits' shards, as other data sets have in their manifests: a browser that miscompiles the drawing is found out.
import type { Split } from '../sets/data-set.ts';

/** First eight hexadecimal digits of the SHA-256 of a shard's pixels, by split, digit and shard. */
export const CHECKSUMS: Readonly<Record<Split, readonly (readonly string[])[]>> = {
  train: [
    ['0df559a3', 'c8506c93', '402aed50', '88947487'],
    ['5febbbe8', '26efc9d5', '2b6e3dcd', 'eeda6fcf'],
    ['7ecdd55f', '043b3749', '6b2eb196', '5c14edc7'],
    ['3deacf84', '55e346f7', '6b0d040c', '680f8195'],
    ['6c48fa75', 'fb89b7d4', 'a8c956d5', '304f4c14'],
    ['6b422859', '52ee9b40', '2ed9f029', '5c3da1dc'],
    ['50e1f261', '96859060', 'a54b4cf1', 'f3891948'],
    ['bda041d1', '55508bbf', 'b6420b48', '42b3f69e'],
    ['ae9e82bf', 'a54bb73e', '5dea8ddf', 'e3b530af'],
    ['28cbd8eb', '6cda282d', '6cc26a51', 'c2d6c538'],
  ],
  test: [
    ['12372527', 'd361e702'],
    ['8d4f449a', 'ea28e6af'],
    ['1a5b7a36', 'c72ed105'],
    ['6a3d6420', 'c4806264'],
    ['a9e01007', '6c57ae3b'],
    ['89717037', '1c2b78fa'],
    ['b7647cc5', '69e902b8'],
    ['d3fb7109', '51789f66'],
    ['a3ec8780', 'db2da7af'],
    ['a8b62ba6', 'a7eaee79'],
  ],
};
