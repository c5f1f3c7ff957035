-- Names of nobody: first names are common, surnames and agency names are made up.
CREATE TABLE name_list AS SELECT
    ['Ada','Bea','Carlo','Dina','Elio','Fay','Gus','Hana','Ines','Jonas','Kira','Leon','Mina','Nico','Oona','Piet',
     'Quinn','Rosa','Sven','Tilda','Ugo','Vera','Wim','Xenia','Yara','Zeno','Anouk','Benoît','Chiara','Dorothée']
        AS first_names,
    ['Ashwillow','Brackmere','Coldfern','Dunhallow','Eastmarsh','Fennimoor','Grayhollow','Harkwind','Ivyreach',
     'Jorrick','Kettlemoss','Larkenby','Mossgarde','Nettleford','Oakenshire','Pinewhistle','Quillmark','Ravenbrook',
     'Stonewick','Thistledown','Underbough','Vanewright','Wetherbane','Yarrowby','Zephyrmoor','O''Larkspur',
     'Núñez-Brindle','Smyth "Sunny" Hollowell','de la Fenn','Öxnard-Vale'] AS last_names,
    ['Harbor','Maple','Sunrise','Granite','Willow','Beacon','Cedar','Juniper','Lantern','Meadow','Orchard','Summit']
        AS agency_words,
    ['Home Care','Homecare Partners','Companions','Aides of the City','Senior Services','Family Care'] AS agency_kinds,
    ['Acorn Lane','Birch Street','Canal Road','Dover Avenue','Elm Court','Foundry Street','Garden Place','Hill Road',
     'Iris Avenue','Juniper Way'] AS streets;

-- Real places with their real middle coordinates; patients live scattered around them.
CREATE TABLE place AS
SELECT row_number() OVER () - 1 AS place, *, row_number() OVER (PARTITION BY metro) - 1 AS rank
FROM (VALUES
    (0, 'New York', 'New York', 'NY', 'New York', '10001', 40.7831, -73.9712),
    (0, 'Brooklyn', 'Kings', 'NY', 'New York', '11201', 40.6782, -73.9442),
    (0, 'Flushing', 'Queens', 'NY', 'New York', '11354', 40.7654, -73.8318),
    (0, 'Jamaica', 'Queens', 'NY', 'New York', '11432', 40.7027, -73.7890),
    (0, 'Bronx', 'Bronx', 'NY', 'New York', '10451', 40.8448, -73.8648),
    (0, 'Staten Island', 'Richmond', 'NY', 'New York', '10301', 40.5795, -74.1502),
    (0, 'Hempstead', 'Nassau', 'NY', 'New York', '11550', 40.7062, -73.6187),
    (0, 'Huntington', 'Suffolk', 'NY', 'New York', '11743', 40.8682, -73.4257),
    (0, 'Brentwood', 'Suffolk', 'NY', 'New York', '11717', 40.7812, -73.2462),
    (0, 'Freeport', 'Nassau', 'NY', 'New York', '11520', 40.6576, -73.5832),
    (0, 'Riverhead', 'Suffolk', 'LI', 'Long Island', '11901', 40.9170, -72.6620),
    (1, 'Philadelphia', 'Philadelphia', 'PA', 'Pennsylvania', '19104', 39.9526, -75.1652),
    (1, 'Philadelphia', 'Philadelphia', 'PA', 'Pennsylvania', '19115', 40.0905, -75.0430),
    (1, 'Chester', 'Delaware', 'PA', 'Pennsylvania', '19013', 39.8496, -75.3557),
    (1, 'Norristown', 'Montgomery', 'PA', 'Pennsylvania', '19401', 40.1215, -75.3399),
    (2, 'Jackson', 'Hinds', 'MS', 'Mississippi', '39201', 32.2988, -90.1848),
    (2, 'Clinton', 'Hinds', 'MS', 'Mississippi', '39056', 32.3415, -90.3218),
    (2, 'Brandon', 'Rankin', 'MS', 'Mississippi', '39042', 32.2732, -89.9859),
    (2, 'Vicksburg', 'Warren', 'MS', 'Mississippi', '39180', 32.3526, -90.8779),
    (3, 'Albany', 'Albany', 'NY', 'New York', '12207', 42.6526, -73.7562),
    (3, 'Schenectady', 'Schenectady', 'NY', 'New York', '12305', 42.8142, -73.9396),
    (3, 'Troy', 'Rensselaer', 'NY', 'New York', '12180', 42.7284, -73.6918),
    (3, 'Saratoga Springs', 'Saratoga', 'NY', 'New York', '12866', 43.0831, -73.7846)
) AS p(metro, city, county, state, state_name, zip, lat, lon);

-- Shifts as shifts are: morning, day, afternoon, evening, overnight, live-in. Minutes; steps are quarters of an hour.
CREATE TABLE shift AS SELECT * FROM (VALUES
    (0, 420, 8, 240, 8), (1, 480, 5, 420, 8), (2, 720, 8, 240, 8), (3, 960, 8, 240, 8), (4, 1200, 8, 480, 12),
    (5, 480, 4, 720, 1)
) AS s(shift, first_start, start_steps, shortest, length_steps);
