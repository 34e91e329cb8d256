"""Closed word lists used when names are labelled: peoples and faiths, countries, calendar words, titles."""

from __future__ import annotations

# Adjectives and nouns for peoples and faiths (label NORP).
NORP = frozenset(
    """
Afghan Afghans Albanian Albanians Algerian Algerians American Americans Angolan Angolans Arab Arabs Arabian Argentine
Argentinian Armenian Armenians Asian Asians Australian Australians Austrian Austrians Azerbaijani Azeri Azeris Bahraini
Baloch Bangladeshi Bangladeshis Basque Belarusian Belarusians Belgian Belgians Bengali Bengalis Berber Bolivian Bolivians
Bosnian Bosnians Brazilian Brazilians British Briton Britons Buddhist Buddhists Bulgarian Bulgarians Burmese Burundian
Californian Cambodian Cambodians Cameroonian Canadian Canadians Catalan Catholic Catholics Caucasian Chadian Chechen
Chechens Chilean Chileans Chinese Christian Christians Circassian Colombian Colombians Congolese Coptic Copts Croat Croatian
Croats Cuban Cubans Cypriot Cypriots Czech Czechs Danish Dane Danes Darfuri Democrat Democrats Dinka Dominican Druze Dutch
Ecuadorean Ecuadorian Egyptian Egyptians Emirati Emiratis English Englishman Eritrean Eritreans Estonian Estonians Ethiopian
Ethiopians European Europeans Fijian Filipino Filipinos Finn Finnish Finns French Frenchman Fulani Gambian Georgian Georgians
German Germans Ghanaian Ghanaians Greek Greeks Guatemalan Guinean Haitian Haitians Hausa Hazara Hazaras Hebrew Hindu Hindus
Hispanic Hispanics Honduran Hondurans Houthi Houthis Hungarian Hungarians Hutu Hutus Icelandic Indian Indians Indonesian
Indonesians Iranian Iranians Iraqi Iraqis Irish Irishman Islamic Islamist Islamists Israeli Israelis Italian Italians Ivorian
Jamaican Jamaicans Japanese Jew Jewish Jews Jordanian Jordanians Kashmiri Kashmiris Kazakh Kazakhs Kenyan Kenyans Korean
Koreans Kosovar Kurd Kurdish Kurds Kuwaiti Kuwaitis Kyrgyz Lao Laotian Latino Latinos Latvian Latvians Lebanese Liberian
Liberians Libyan Libyans Lithuanian Lithuanians Macedonian Macedonians Malaysian Malaysians Malian Malians Maltese Maronite
Mauritanian Mexican Mexicans Moldovan Moldovans Mongolian Mongolians Montenegrin Mormon Mormons Moroccan Moroccans Mozambican
Muslim Muslims Namibian Nepalese Nepali Nicaraguan Nicaraguans Nigerian Nigerians Nigerien Norwegian Norwegians Nuer Omani
Oromo Orthodox Ossetian Ossetians Pakistani Pakistanis Palestinian Palestinians Panamanian Paraguayan Pashtun Pashtuns Persian
Persians Peruvian Peruvians Polish Pole Poles Portuguese Protestant Protestants Punjabi Qatari Qataris Republican Republicans
Rohingya Roma Roman Romanian Romanians Russian Russians Rwandan Rwandans Salvadoran Salvadorans Saudi Saudis Scot Scots Scottish
Senegalese Serb Serbian Serbians Serbs Shia Shias Shi'a Shi'ite Shi'ites Shiite Shiites Sierra-Leonean Sikh Sikhs Singaporean
Sinhalese Slav Slavic Slovak Slovakian Slovaks Slovene Slovenes Slovenian Somali Somalis Soviet Soviets Spaniard Spaniards Spanish
Sudanese Sunni Sunnis Surinamese Swede Swedes Swedish Swiss Syrian Syrians Taiwanese Tajik Tajiks Tamil Tamils Tanzanian
Tanzanians Tatar Tatars Texan Texans Thai Thais Tibetan Tibetans Tigrayan Tigrayans Togolese Tuareg Tuaregs Tunisian Tunisians
Turk Turkish Turkmen Turks Tutsi Tutsis Ugandan Ugandans Uighur Uighurs Ukrainian Ukrainians Uruguayan Uyghur Uyghurs Uzbek Uzbeks
Venezuelan Venezuelans Vietnamese Welsh Welshman Yazidi Yazidis Yemeni Yemenis Yugoslav Zambian Zambians Zimbabwean Zimbabweans
""".split()
)

# Countries and well-known capitals whose one-word name rarely means anything else (label LOC).
PLACES = frozenset(
    """
Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus Belgium Benin
Bhutan Bolivia Bosnia Botswana Brazil Britain Bulgaria Burma Burundi Cambodia Cameroon Canada Chile China Colombia Congo Croatia
Cuba Cyprus Denmark Djibouti Ecuador Egypt England Eritrea Estonia Ethiopia Europe Finland France Gabon Gambia Gaza Germany Ghana
Greece Greenland Guatemala Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Kashmir
Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Liberia Libya Lithuania Luxembourg Macedonia Malawi Malaysia Mali Malta
Mauritania Mexico Moldova Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nepal Netherlands Nicaragua Nigeria Norway Oman
Pakistan Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Scotland Senegal Serbia Singapore
Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Taiwan Tajikistan Tanzania Thailand Tibet Togo Tunisia Turkey
Turkmenistan Uganda Ukraine Uruguay Uzbekistan Venezuela Vietnam Wales Yemen Zambia Zimbabwe
Africa Asia Antarctica Algiers Ankara Athens Baghdad Bangkok Basra Beijing Beirut Belgrade Berlin Bogota Brussels Bucharest Budapest
Cairo Caracas Chechnya Crimea Damascus Darfur Delhi Dhaka Doha Donetsk Dubai Dublin Fallujah Geneva Grozny Hanoi Helsinki Islamabad
Istanbul Jakarta Jerusalem Kabul Kandahar Karachi Khartoum Kiev Kinshasa Kyiv Lagos Lahore Lisbon London Manila Mogadishu Moscow
Mosul Mumbai Nairobi Najaf Oslo Paris Prague Pyongyang Rangoon Riyadh Rome Sarajevo Seoul Shanghai Sofia Stockholm Tbilisi Tehran
Tokyo Tripoli Tunis Vienna Vilnius Warsaw Washington Yerevan Zagreb
""".split()
)

CALENDAR = frozenset(
    """
january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct
nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun today yesterday
tomorrow tonight day days week weeks weekend month months year years decade decades century centuries morning afternoon evening
night noon midnight hour hours minute minutes spring summer autumn fall winter season quarter quarters ago
""".split()
)
