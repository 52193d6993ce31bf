"""Digests of RFC 1321, FIPS 180, FIPS 202, RFC 7693 and others, by OpenSSL and without."""

import hashlib
import hmac

DIGESTS = {
    "md5": "900150983cd24fb0d6963f7d28e17f72",
    "sha1": "a9993e364706816aba3e25717850c26c9cd0d89d",
    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "sha512_256": "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
    "sha3_256": "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
    "blake2s": "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982",
    "ripemd160": "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
    "sm3": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
}
for name, digest in DIGESTS.items():
    found = hashlib.new(name, b"abc")
    print(name, found.hexdigest() == digest, type(found).__module__)
print(hashlib.shake_128(b"").hexdigest(8) == "7f9c2ba4e88f827d")

# RFC 4231, case 2; RFC 6070, case 2; RFC 7914, the second vector.
print(
    hmac.digest(b"Jefe", b"what do ya want for nothing?", "sha256").hex()
    == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
)
print(
    hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 2).hex()
    == "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"
)
print(
    hashlib.scrypt(b"password", salt=b"NaCl", n=1024, r=8, p=16, dklen=16).hex()
    == "fdbabe1c9d3472007856e7190d01e9fe"
)
try:
    hashlib.new("md4", b"")
except ValueError as error:
    print(error)
