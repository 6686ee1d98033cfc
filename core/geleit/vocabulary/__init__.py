"""The vocabularies of the field: language levels, education, occupations, countries, languages, places, answers.

Each word is imported from its own module (`from geleit.vocabulary.cefr import Cefr`) and costs only itself.
The label of an enumeration's member is `<class>.<value>`, for example `Cefr.B1`.
"""
