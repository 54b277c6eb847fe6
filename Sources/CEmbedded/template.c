#include "groups.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// The default theme. To add a file: an array with its #embed, and its line in
// the list below.

static const unsigned char alert_html[] = {
#embed "../../templates/alert.html.mustache"
};
static const unsigned char alert_subject[] = {
#embed "../../templates/alert.subject.mustache"
};
static const unsigned char alert_txt[] = {
#embed "../../templates/alert.txt.mustache"
};
static const unsigned char close_html[] = {
#embed "../../templates/close.html.mustache"
};
static const unsigned char digest_html[] = {
#embed "../../templates/digest.html.mustache"
};
static const unsigned char digest_subject[] = {
#embed "../../templates/digest.subject.mustache"
};
static const unsigned char digest_txt[] = {
#embed "../../templates/digest.txt.mustache"
};
static const unsigned char footer_txt[] = {
#embed "../../templates/footer.txt.mustache"
};
static const unsigned char head_html[] = {
#embed "../../templates/head.html.mustache"
};
static const unsigned char item_html[] = {
#embed "../../templates/item.html.mustache"
};
static const unsigned char item_txt[] = {
#embed "../../templates/item.txt.mustache"
};
static const unsigned char more_html[] = {
#embed "../../templates/more.html.mustache"
};
static const unsigned char open_html[] = {
#embed "../../templates/open.html.mustache"
};
static const unsigned char locale_ar[] = {
#embed "../../templates/locales/ar.yaml"
};
static const unsigned char locale_de[] = {
#embed "../../templates/locales/de.yaml"
};
static const unsigned char locale_en[] = {
#embed "../../templates/locales/en.yaml"
};
static const unsigned char locale_es[] = {
#embed "../../templates/locales/es.yaml"
};
static const unsigned char locale_fa[] = {
#embed "../../templates/locales/fa.yaml"
};
static const unsigned char locale_fr[] = {
#embed "../../templates/locales/fr.yaml"
};
static const unsigned char locale_he[] = {
#embed "../../templates/locales/he.yaml"
};
static const unsigned char locale_ru[] = {
#embed "../../templates/locales/ru.yaml"
};
static const unsigned char locale_tr[] = {
#embed "../../templates/locales/tr.yaml"
};
static const unsigned char locale_ur[] = {
#embed "../../templates/locales/ur.yaml"
};
static const unsigned char locale_zh[] = {
#embed "../../templates/locales/zh.yaml"
};
static const unsigned char theme_yaml[] = {
#embed "../../templates/theme.yaml"
};

static const nashra_embedded_file files[] = {
    {"templates/alert.html.mustache", alert_html, sizeof alert_html},
    {"templates/alert.subject.mustache", alert_subject, sizeof alert_subject},
    {"templates/alert.txt.mustache", alert_txt, sizeof alert_txt},
    {"templates/close.html.mustache", close_html, sizeof close_html},
    {"templates/digest.html.mustache", digest_html, sizeof digest_html},
    {"templates/digest.subject.mustache", digest_subject, sizeof digest_subject},
    {"templates/digest.txt.mustache", digest_txt, sizeof digest_txt},
    {"templates/footer.txt.mustache", footer_txt, sizeof footer_txt},
    {"templates/head.html.mustache", head_html, sizeof head_html},
    {"templates/item.html.mustache", item_html, sizeof item_html},
    {"templates/item.txt.mustache", item_txt, sizeof item_txt},
    {"templates/more.html.mustache", more_html, sizeof more_html},
    {"templates/open.html.mustache", open_html, sizeof open_html},
    {"templates/locales/ar.yaml", locale_ar, sizeof locale_ar},
    {"templates/locales/de.yaml", locale_de, sizeof locale_de},
    {"templates/locales/en.yaml", locale_en, sizeof locale_en},
    {"templates/locales/es.yaml", locale_es, sizeof locale_es},
    {"templates/locales/fa.yaml", locale_fa, sizeof locale_fa},
    {"templates/locales/fr.yaml", locale_fr, sizeof locale_fr},
    {"templates/locales/he.yaml", locale_he, sizeof locale_he},
    {"templates/locales/ru.yaml", locale_ru, sizeof locale_ru},
    {"templates/locales/tr.yaml", locale_tr, sizeof locale_tr},
    {"templates/locales/ur.yaml", locale_ur, sizeof locale_ur},
    {"templates/locales/zh.yaml", locale_zh, sizeof locale_zh},
    {"templates/theme.yaml", theme_yaml, sizeof theme_yaml},
};

const nashra_embedded_group nashra_template_files = {files, sizeof files / sizeof *files};
