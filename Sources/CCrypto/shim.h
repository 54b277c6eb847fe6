#ifndef NASHRA_CCRYPTO_H
#define NASHRA_CCRYPTO_H

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

// Without a callback libcrypto asks on the terminal for the passphrase of an
// encrypted key.
static inline int nashra_no_passphrase(char *buffer, int size, int writing, void *context) {
    (void)buffer, (void)size, (void)writing, (void)context;
    return -1;
}

static inline EVP_PKEY *nashra_read_private_key(BIO *pem) {
    return PEM_read_bio_PrivateKey(pem, NULL, nashra_no_passphrase, NULL);
}

static inline EVP_PKEY *nashra_read_public_key(BIO *pem) {
    return PEM_read_bio_PUBKEY(pem, NULL, nashra_no_passphrase, NULL);
}

#endif
