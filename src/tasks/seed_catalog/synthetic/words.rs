//! The words that invented titles and imprints are made of.

/// A language that titles are invented in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Italian.
    Italian,
}

/// What a title in one language is made of: `{subject} {attribute}`, or `{subject} {of} {name}`.
pub struct Vocabulary {
    /// The language's name in the catalogue.
    pub language: &'static str,
    /// With their articles.
    pub subjects: &'static [&'static str],
    /// What follows a subject.
    pub attributes: &'static [&'static str],
    /// Joins a subject to a family's name.
    pub of_family: &'static str,
    /// Invented publishers.
    pub imprints: &'static [&'static str],
}

impl Tongue {
    /// The tongue of a number from 0 to 99: half are English, a quarter German.
    #[must_use]
    pub const fn of(percent: u32) -> Self {
        match percent {
            0..50 => Self::English,
            50..75 => Self::German,
            75..90 => Self::French,
            _ => Self::Italian,
        }
    }

    /// All of them.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::French, Self::Italian];

    /// Its words.
    #[must_use]
    pub const fn vocabulary(self) -> &'static Vocabulary {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
            Self::Italian => &ITALIAN,
        }
    }
}

/// What summaries say the books are about.
#[rustfmt::skip]
pub const THEMES: &[&str] = &[
    "an inheritance",
    "a long journey",
    "two rival towns",
    "a forgotten letter",
    "the sea",
    "a family business",
    "a winter in the mountains",
    "an unfinished building",
    "a friendship",
    "a lost manuscript",
    "a small railway",
    "the price of silence",
    "a garden",
    "a trial",
    "an island",
    "a piano",
    "the end of an age",
    "a night shift",
    "a map with an error",
    "three sisters",
    "a school",
    "the weather",
    "a theatre",
    "a machine that will not stop",
];

#[rustfmt::skip]
const ENGLISH: Vocabulary = Vocabulary {
    language: "English",
    subjects: &[
        "The Garden", "The House", "The Bridge", "The Archive", "The Lighthouse", "The Orchard", "The Winter",
        "The Letter", "The Clockmaker", "The Cartographer", "The Harbour", "The Silence", "The Shadow", "The Ferry",
        "The Glass Room", "The Locksmith", "The Almanac", "The Staircase", "The River", "The Summer", "The Witness",
        "The Gardener", "The Map", "The Machine", "The Music", "The Night Train", "The Observatory", "The Painter",
        "The Postmaster", "The Question", "The Return", "The Salt Road", "The School", "The Tide", "The Translator",
        "The Valley", "The Visitor", "The Weather", "The Window", "The Year", "A Handbook", "A History", "A Journey",
        "A Promise", "A Season", "A Stranger", "An Atlas", "An Inventory", "Notes", "Stories", "Conversations",
        "Letters", "Lessons", "Songs", "Ways", "Birds", "Stones", "Lanterns", "Mirrors", "Footsteps",
    ],
    attributes: &[
        "at the Edge of Town", "Without a Name", "in the Fog", "by the Sea", "of the North", "Under the Ice",
        "at Low Water", "for Beginners", "Between the Wars", "in the Attic", "of Small Things", "After the Rain",
        "in Another Country", "of the Last Century", "with Four Doors", "Before Dawn", "of Forgotten Words",
        "Beyond the Hills", "at the End of the Line", "in Blue", "of a Quiet Street", "Across the Ice", "in Winter",
        "Made of Paper", "of an Honest Thief", "for Two Voices", "in the Margin", "on the Other Shore",
        "and the Sparrow", "and the Sea", "and the Key", "and Other Errors", "That Nobody Opened", "Out of Season",
        "of the Lower Town", "in the Mirror", "by Lamplight", "Beneath the Stairs", "from Memory", "of Ordinary Days",
    ],
    of_family: "of the House of",
    imprints: &["Larkfield Classics, New York", "Quayside Press, Edinburgh", "Nine Elms Paperbacks, London"],
};

#[rustfmt::skip]
const GERMAN: Vocabulary = Vocabulary {
    language: "German",
    subjects: &[
        "Der Garten", "Das Haus", "Die Brücke", "Das Archiv", "Der Leuchtturm", "Der Brief", "Die Uhrmacherin",
        "Der Winter", "Der Hafen", "Die Stille", "Der Schatten", "Die Fähre", "Das Zimmer", "Der Schlosser",
        "Der Kalender", "Die Treppe", "Der Fluss", "Der Sommer", "Die Zeugin", "Der Gärtner", "Die Landkarte",
        "Die Maschine", "Die Musik", "Der Nachtzug", "Die Sternwarte", "Der Maler", "Die Frage", "Die Rückkehr",
        "Die Salzstraße", "Die Schule", "Die Übersetzerin", "Das Tal", "Der Gast", "Das Wetter", "Das Fenster",
        "Das Jahr", "Ein Handbuch", "Eine Reise", "Ein Versprechen", "Eine Jahreszeit", "Ein Fremder", "Notizen",
        "Geschichten", "Gespräche", "Briefe", "Lieder", "Wege", "Vögel", "Steine", "Laternen", "Spiegel", "Schritte",
        "Die Mühle", "Das Boot", "Die Lücke",
    ],
    attributes: &[
        "am Rand der Stadt", "ohne Namen", "im Nebel", "am Meer", "aus dem Norden", "unter dem Eis",
        "bei Niedrigwasser", "für Anfänger", "zwischen den Kriegen", "auf dem Dachboden", "der kleinen Dinge",
        "nach dem Regen", "in einem anderen Land", "des letzten Jahrhunderts", "mit vier Türen", "vor dem Morgen",
        "der vergessenen Wörter", "hinter den Hügeln", "am Ende der Strecke", "in Blau", "einer stillen Straße",
        "über das Eis", "im Winter", "aus Papier", "für zwei Stimmen", "am anderen Ufer", "und der Sperling",
        "und das Meer", "und der Schlüssel", "und andere Irrtümer", "außerhalb der Saison", "der Unterstadt",
        "im Spiegel", "bei Lampenlicht", "unter der Treppe", "aus dem Gedächtnis", "gewöhnlicher Tage",
    ],
    of_family: "der Familie",
    imprints: &["Lindenhof Verlag, Leipzig", "Hafenlicht, Hamburg", "Verlag am Domplatz, Wien"],
};

#[rustfmt::skip]
const FRENCH: Vocabulary = Vocabulary {
    language: "French",
    subjects: &[
        "Le Jardin", "La Maison", "Le Pont", "Les Archives", "Le Phare", "La Lettre", "L'Horlogère", "L'Hiver",
        "Le Port", "Le Silence", "L'Ombre", "Le Bac", "La Chambre", "Le Serrurier", "L'Almanach", "L'Escalier",
        "La Rivière", "L'Été", "Le Témoin", "Le Jardinier", "La Carte", "La Machine", "La Musique",
        "Le Train de nuit", "L'Observatoire", "Le Peintre", "La Question", "Le Retour", "La Route du sel", "L'École",
        "La Marée", "La Traductrice", "La Vallée", "La Visite", "La Fenêtre", "L'Année", "Une promesse",
        "Une saison", "Un voyage", "Chansons", "Chemins", "Oiseaux", "Pierres", "Lanternes", "Miroirs",
    ],
    attributes: &[
        "au bord de la ville", "sans nom", "dans le brouillard", "au bord de la mer", "du Nord", "sous la glace",
        "à marée basse", "pour débutants", "d'entre-deux-guerres", "au grenier", "des petites choses",
        "après la pluie", "d'un autre pays", "du siècle dernier", "aux quatre portes", "avant l'aube",
        "des mots oubliés", "derrière les collines", "en bout de ligne", "en bleu", "d'une rue tranquille",
        "en hiver", "en papier", "à deux voix", "sur l'autre rive", "et le moineau", "et la mer", "et la clef",
        "et autres erreurs", "hors saison", "de la ville basse", "dans le miroir", "de mémoire", "des jours ordinaires",
    ],
    of_family: "de la famille",
    imprints: &["Éditions du Passage, Paris", "Le Cèdre, Lyon"],
};

#[rustfmt::skip]
const ITALIAN: Vocabulary = Vocabulary {
    language: "Italian",
    subjects: &[
        "Il giardino", "La casa", "Il ponte", "L'archivio", "Il faro", "La lettera", "L'orologiaia", "L'inverno",
        "Il porto", "Il silenzio", "L'ombra", "Il traghetto", "La stanza", "Il fabbro", "L'almanacco", "La scala",
        "Il fiume", "L'estate", "Il testimone", "Il giardiniere", "La mappa", "La macchina", "La musica",
        "Il treno di notte", "L'osservatorio", "Il pittore", "La domanda", "Il ritorno", "La via del sale",
        "La scuola", "La marea", "La traduttrice", "La valle", "La visita", "La finestra", "L'anno", "Una promessa",
        "Una stagione", "Un viaggio", "Canzoni", "Sentieri", "Uccelli", "Pietre", "Lanterne", "Specchi",
    ],
    attributes: &[
        "ai margini della città", "senza nome", "nella nebbia", "sul mare", "del Nord", "sotto il ghiaccio",
        "con la bassa marea", "per principianti", "tra le due guerre", "in soffitta", "delle piccole cose",
        "dopo la pioggia", "di un altro paese", "del secolo scorso", "dalle quattro porte", "prima dell'alba",
        "delle parole perdute", "oltre le colline", "a fine corsa", "in blu", "di una via tranquilla", "d'inverno",
        "di carta", "a due voci", "sull'altra riva", "e il passero", "e il mare", "e la chiave", "e altri errori",
        "fuori stagione", "della città bassa", "nello specchio", "a memoria", "dei giorni qualunque",
    ],
    of_family: "della famiglia",
    imprints: &["Il Portico, Bologna", "Edizioni Tiglio, Torino"],
};
