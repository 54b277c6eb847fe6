#include "groups.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// To add a file: an array with its #embed, and its line in the list below.

static const unsigned char arabic_article[] = {
#embed "../Analysis/Data/arabic-article.tsv"
};
static const unsigned char arabic_lookalikes[] = {
#embed "../Analysis/Data/arabic-lookalikes.tsv"
};
static const unsigned char arabic_names[] = {
#embed "../Analysis/Data/arabic-names.tsv"
};
static const unsigned char arabic_nouns[] = {
#embed "../Analysis/Data/arabic-nouns.tsv"
};
static const unsigned char arabic_short_words[] = {
#embed "../Analysis/Data/arabic-short-words.tsv"
};
static const unsigned char arabic_spellings[] = {
#embed "../Analysis/Data/arabic-spellings.tsv"
};
static const unsigned char function_words[] = {
#embed "../Analysis/Data/function-words.tsv"
};
static const unsigned char english_stems[] = {
#embed "../Analysis/Data/english-stems.tsv"
};
static const unsigned char french_stems[] = {
#embed "../Analysis/Data/french-stems.tsv"
};
static const unsigned char german_stems[] = {
#embed "../Analysis/Data/german-stems.tsv"
};
static const unsigned char spanish_stems[] = {
#embed "../Analysis/Data/spanish-stems.tsv"
};
static const unsigned char russian_stems[] = {
#embed "../Analysis/Data/russian-stems.tsv"
};
static const unsigned char italian_stems[] = {
#embed "../Analysis/Data/italian-stems.tsv"
};
static const unsigned char portuguese_stems[] = {
#embed "../Analysis/Data/portuguese-stems.tsv"
};
static const unsigned char dutch_stems[] = {
#embed "../Analysis/Data/dutch-stems.tsv"
};
static const unsigned char greek_stems[] = {
#embed "../Analysis/Data/greek-stems.tsv"
};
static const unsigned char turkish_stems[] = {
#embed "../Analysis/Data/turkish-stems.tsv"
};
static const unsigned char unstemmed_names[] = {
#embed "../Analysis/Data/unstemmed-names.tsv"
};
static const unsigned char acronym_words[] = {
#embed "../Analysis/Data/acronym-words.tsv"
};
static const unsigned char hebrew_lookalikes[] = {
#embed "../Analysis/Data/hebrew-lookalikes.tsv"
};
static const unsigned char hebrew_short_words[] = {
#embed "../Analysis/Data/hebrew-short-words.tsv"
};
static const unsigned char hebrew_plurals[] = {
#embed "../Analysis/Data/hebrew-plurals.tsv"
};
static const unsigned char persian_plurals[] = {
#embed "../Analysis/Data/persian-plurals.tsv"
};
static const unsigned char korean_endings[] = {
#embed "../Analysis/Data/korean-endings.tsv"
};
static const unsigned char chinese_characters[] = {
#embed "../Analysis/Data/chinese-characters.tsv"
};
static const unsigned char unspaced_words[] = {
#embed "../Analysis/Data/unspaced-words.tsv"
};
static const unsigned char urgency[] = {
#embed "../Analysis/Data/urgency.tsv"
};

static const unsigned char region_codes[] = {
#embed "../Analysis/Data/regions/codes.tsv"
};
static const unsigned char region_groups[] = {
#embed "../Analysis/Data/regions/groups.tsv"
};
static const unsigned char region_retired[] = {
#embed "../Analysis/Data/regions/retired.tsv"
};
static const unsigned char region_names[] = {
#embed "../Analysis/Data/regions/names.tsv"
};
static const unsigned char region_names_cities[] = {
#embed "../Analysis/Data/regions/names-cities.tsv"
};
static const unsigned char region_names_places[] = {
#embed "../Analysis/Data/regions/names-places.tsv"
};
static const unsigned char region_names_demonyms[] = {
#embed "../Analysis/Data/regions/names-demonyms.tsv"
};
static const unsigned char region_names_subdivisions[] = {
#embed "../Analysis/Data/regions/names-subdivisions.tsv"
};
static const unsigned char region_not_places[] = {
#embed "../Analysis/Data/regions/not-places.tsv"
};
static const unsigned char region_given_names[] = {
#embed "../Analysis/Data/regions/given-names.tsv"
};

static const nashra_embedded_file files[] = {
    {"regions/codes.tsv", region_codes, sizeof region_codes},
    {"regions/groups.tsv", region_groups, sizeof region_groups},
    {"regions/retired.tsv", region_retired, sizeof region_retired},
    {"regions/names.tsv", region_names, sizeof region_names},
    {"regions/names-cities.tsv", region_names_cities, sizeof region_names_cities},
    {"regions/names-places.tsv", region_names_places, sizeof region_names_places},
    {"regions/names-demonyms.tsv", region_names_demonyms, sizeof region_names_demonyms},
    {"regions/names-subdivisions.tsv", region_names_subdivisions,
     sizeof region_names_subdivisions},
    {"regions/not-places.tsv", region_not_places, sizeof region_not_places},
    {"regions/given-names.tsv", region_given_names, sizeof region_given_names},
    {"analysis/arabic-article.tsv", arabic_article, sizeof arabic_article},
    {"analysis/arabic-lookalikes.tsv", arabic_lookalikes, sizeof arabic_lookalikes},
    {"analysis/arabic-names.tsv", arabic_names, sizeof arabic_names},
    {"analysis/arabic-nouns.tsv", arabic_nouns, sizeof arabic_nouns},
    {"analysis/arabic-short-words.tsv", arabic_short_words, sizeof arabic_short_words},
    {"analysis/arabic-spellings.tsv", arabic_spellings, sizeof arabic_spellings},
    {"analysis/function-words.tsv", function_words, sizeof function_words},
    {"analysis/english-stems.tsv", english_stems, sizeof english_stems},
    {"analysis/french-stems.tsv", french_stems, sizeof french_stems},
    {"analysis/german-stems.tsv", german_stems, sizeof german_stems},
    {"analysis/spanish-stems.tsv", spanish_stems, sizeof spanish_stems},
    {"analysis/russian-stems.tsv", russian_stems, sizeof russian_stems},
    {"analysis/italian-stems.tsv", italian_stems, sizeof italian_stems},
    {"analysis/portuguese-stems.tsv", portuguese_stems, sizeof portuguese_stems},
    {"analysis/dutch-stems.tsv", dutch_stems, sizeof dutch_stems},
    {"analysis/greek-stems.tsv", greek_stems, sizeof greek_stems},
    {"analysis/turkish-stems.tsv", turkish_stems, sizeof turkish_stems},
    {"analysis/unstemmed-names.tsv", unstemmed_names, sizeof unstemmed_names},
    {"analysis/acronym-words.tsv", acronym_words, sizeof acronym_words},
    {"analysis/hebrew-lookalikes.tsv", hebrew_lookalikes, sizeof hebrew_lookalikes},
    {"analysis/hebrew-short-words.tsv", hebrew_short_words, sizeof hebrew_short_words},
    {"analysis/hebrew-plurals.tsv", hebrew_plurals, sizeof hebrew_plurals},
    {"analysis/persian-plurals.tsv", persian_plurals, sizeof persian_plurals},
    {"analysis/korean-endings.tsv", korean_endings, sizeof korean_endings},
    {"analysis/chinese-characters.tsv", chinese_characters, sizeof chinese_characters},
    {"analysis/unspaced-words.tsv", unspaced_words, sizeof unspaced_words},
    {"analysis/urgency.tsv", urgency, sizeof urgency},
};

const nashra_embedded_group nashra_analysis_files = {files, sizeof files / sizeof *files};
