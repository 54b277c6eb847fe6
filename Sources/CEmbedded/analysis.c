#include "groups.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// To add a file: an array with its #embed, and its line in the list below.

static const unsigned char arabic_article[] = {
#embed "../Analysis/Data/arabic-article.tsv"
};
static const unsigned char arabic_lookalikes[] = {
#embed "../Analysis/Data/arabic-lookalikes.tsv"
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
    {"regions/not-places.tsv", region_not_places, sizeof region_not_places},
    {"regions/given-names.tsv", region_given_names, sizeof region_given_names},
    {"analysis/arabic-article.tsv", arabic_article, sizeof arabic_article},
    {"analysis/arabic-lookalikes.tsv", arabic_lookalikes, sizeof arabic_lookalikes},
    {"analysis/arabic-spellings.tsv", arabic_spellings, sizeof arabic_spellings},
    {"analysis/function-words.tsv", function_words, sizeof function_words},
    {"analysis/english-stems.tsv", english_stems, sizeof english_stems},
    {"analysis/urgency.tsv", urgency, sizeof urgency},
};

const nashra_embedded_group nashra_analysis_files = {files, sizeof files / sizeof *files};
