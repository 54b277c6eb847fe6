"""Makes the gazetteer's data; scripts/make-gazetteer runs it.

Reads CLDR, GeoNames and the lists in Sources/Analysis/Data/regions-lists/;
writes tables into Sources/Analysis/Data/regions/. docs/REGIONS.md describes
both. Every mistake in a list is reported in one run, and then nothing is
written. The same input gives the same bytes.

    paths       where everything lies
    problems    the mistakes found
    text        cleaning and folding of names
    names       the table of names while it is made
    lists       how our lists are read
    cldr        how CLDR is read
    codes       codes.tsv, retired.tsv
    countries   names of countries, areas and groups
    demonyms, european   people and adjectives, and their forms
    places      places*.txt and the like
    subdivisions, everyday   names of subdivisions, and which are words
    cities, city_names, letters   cities, their names, the languages of those
    corrections what is wrong in what comes from outside
    tables      what is written
"""
