#ifndef NASHRA_CCURL_H
#define NASHRA_CCURL_H

#include <curl/curl.h>
// Swift's Glibc module leaves these out.
#include <sys/epoll.h>
#include <sys/eventfd.h>

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, and
// Swift cannot call variadic C functions: one wrapper for each type of value.

static inline CURLcode nashra_curl_set_long(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode nashra_curl_set_offset(CURL *curl, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(curl, option, value);
}

// libcurl copies the text, but for CURLOPT_POSTFIELDS.
static inline CURLcode nashra_curl_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode nashra_curl_set_pointer(CURL *curl, CURLoption option, void *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode nashra_curl_set_list(
    CURL *curl, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(curl, option, value);
}

// For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION.
static inline CURLcode nashra_curl_set_write_function(
    CURL *curl, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode nashra_curl_set_opensocket_function(
    CURL *curl, curl_opensocket_callback value) {
    return curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode nashra_curl_set_progress_function(
    CURL *curl, curl_xferinfo_callback value) {
    return curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, value);
}

static inline CURLcode nashra_curl_get_long(CURL *curl, CURLINFO info, long *value) {
    return curl_easy_getinfo(curl, info, value);
}

// libcurl keeps the function with each connection and calls it when that ends,
// which may be after the handle is gone.
static inline CURLcode nashra_curl_set_closesocket_function(
    CURL *curl, curl_closesocket_callback value) {
    return curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, value);
}

// The text belongs to the handle and lives until its next use.
static inline CURLcode nashra_curl_get_text(CURL *curl, CURLINFO info, const char **value) {
    return curl_easy_getinfo(curl, info, value);
}

static inline CURLcode nashra_curl_get_offset(CURL *curl, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(curl, info, value);
}

static inline CURLcode nashra_curl_get_socket(CURL *curl, CURLINFO info, curl_socket_t *value) {
    return curl_easy_getinfo(curl, info, value);
}

static inline CURLMcode nashra_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode nashra_curl_multi_set_pointer(
    CURLM *multi, CURLMoption option, void *value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode nashra_curl_multi_set_socket_function(
    CURLM *multi, curl_socket_callback value) {
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value);
}

// The result of a finished transfer, out of CURLMsg's union.
static inline CURLcode nashra_curl_message_result(const CURLMsg *message) {
    return message->data.result;
}

// CURL_SOCKET_BAD is a macro with a cast.
static inline curl_socket_t nashra_curl_socket_bad(void) {
    return CURL_SOCKET_BAD;
}

#endif
