package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What is kept from training is nowhere in the training documents.
class HeldOutTest {
    private static final HarbourWorld WORLD = Training.WORLD;
    private static final HeldOut HELD_OUT = WORLD.heldOut();
    private static final Lexicon LEXICON = Lexicon.load();
    private static final List<Composer.Document> DOCUMENTS = Training.DOCUMENTS.subList(0, 5_000);
    /// With what is read besides the stories.
    private static final List<Composer.Document> EVERY_COURSE = Stream.concat(DOCUMENTS.stream(),
            Stream.of(Course.values()).filter(course -> course != Course.HARBOUR).flatMap(
                    course -> IntStream.range(0, 2000).mapToObj(i -> WORLD.compose(course, i))))
            .toList();

    @ParameterizedTest
    @EnumSource(Task.class)
    void noHeldOutPromptStandsInADocument(Task task) {
        String all = EVERY_COURSE.stream().map(Composer.Document::text).collect(Collectors.joining("\n"));

        assertThat(WORLD.pairs(task, Split.HELD_OUT, 300)).extracting(PromptPair::clean).noneMatch(all::contains);
    }

    @Test
    void namesKeptApartNeverStandInOneDocument() {
        Map<String, Word> names = LEXICON.words("person").stream().collect(Collectors.toMap(Word::text, name -> name));

        for (Composer.Document document : EVERY_COURSE) {
            Set<Word> present = new HashSet<>();
            for (String word : document.text().split("[^A-Za-z]+", -1)) {
                Word name = names.get(word);
                if (name != null) {
                    assertThat(present).as(document.text())
                            .noneMatch(other -> !other.equals(name) && Cast.keptApart(HELD_OUT, name, other));
                    present.add(name);
                }
            }
        }
    }

    @Test
    void heldOutTemplatesOfTheIndirectObjectNeverCome() {
        List<Pattern> shapes = LEXICON.patterns("indirect-object.held-out").stream()
                .map(template -> Training.shape(template, Side.FIRST, List.of())).toList();

        assertThat(shapes).hasSizeGreaterThanOrEqualTo(6);
        assertThat(EVERY_COURSE).extracting(Composer.Document::text)
                .noneMatch(text -> shapes.stream().anyMatch(shape -> shape.matcher(text).find()));
    }

    @Test
    void everyFactComesOftenNeverInAHeldOutPhrasingAndIsNeverContradicted() {
        Map<String, String> trained = phrasings(Split.TRAIN);
        Map<String, String> heldOut = phrasings(Split.HELD_OUT);
        Map<String, Integer> seen = new HashMap<>();

        for (Composer.Document document : Training.DOCUMENTS) {
            Training.forEachSentence(document, sentence -> {
                int last = sentence.lastIndexOf(' ') + 1;
                String beginning = sentence.substring(0, last).strip();
                assertThat(heldOut).doesNotContainKey(beginning);
                if (trained.containsKey(beginning)) {
                    String fact = trained.get(beginning);
                    assertThat(fact).as(sentence).endsWith("=" + sentence.substring(last, sentence.length() - 1));
                    seen.merge(fact, 1, Integer::sum);
                }
            });
        }
        // 300 in the 200,000 documents of a training run.
        assertThat(seen).hasSize(360).allSatisfy((_, count) -> assertThat(count).isGreaterThan(30));
    }

    // The beginning of every sentence that states a fact, with the fact.
    private static Map<String, String> phrasings(Split split) {
        Facts facts = WORLD.facts();
        Stage stage = new Stage(LEXICON, HELD_OUT);
        Map<String, String> beginnings = new HashMap<>();
        for (Facts.Entity entity : facts.entities()) {
            for (String relation : entity.relations()) {
                Word value = facts.value(entity, relation);
                facts.phrasings(entity, relation, split)
                        .forEach(phrasing -> beginnings.put(
                                stage.story(0).bind("it", entity.name()).bind("value", value).write(phrasing).prompt()
                                        .text(),
                                entity.name().text() + "." + relation + "=" + value.text()));
            }
        }
        return beginnings;
    }

    @Test
    void heldOutPairsOfEventsNeverMeet() {
        List<List<Pattern>> shapes = LEXICON.patterns("event").stream()
                .map(event -> List.of(Training.shape(event, Side.FIRST, List.of()),
                        Training.shape(event, Side.SECOND, List.of())))
                .toList();

        for (Composer.Document document : DOCUMENTS) {
            if (document.tasks().contains(Task.SENTIMENT)) {
                List<Integer> events = new ArrayList<>();
                Training.forEachSentence(document, sentence -> {
                    for (int i = 0; i < shapes.size(); i++) {
                        if (shapes.get(i).stream().anyMatch(shape -> shape.matcher(sentence).matches())) {
                            events.add(i);
                        }
                    }
                });
                assertThat(events).hasSizeGreaterThan(2);
                assertThat(events).allSatisfy(one -> assertThat(events).noneMatch(
                        other -> other > one && HELD_OUT.holdsUnordered("event", one.toString(), other.toString())));
            }
        }
    }

    @Test
    void heldOutSubjectsAndNounsBetweenNeverMeet() {
        for (String kind : List.of("who", "thing")) {
            List<Pattern> shapes = LEXICON.patterns("agreement." + kind).stream()
                    .flatMap(template -> List.of(Side.values()).stream()
                            .map(side -> Training.shape(template, side, List.of("head", "far"))))
                    .toList();
            Map<String, String> heads = singulars("head." + kind);
            Map<String, String> fars = singulars("far." + kind);
            assertThat(pairs(shapes, "head", "far", Task.AGREEMENT)).hasSizeGreaterThan(300)
                    .filteredOn(pair -> heads.containsKey(pair.getFirst()) && fars.containsKey(pair.getLast()))
                    .hasSizeGreaterThan(300).noneMatch(pair -> HELD_OUT.holds("agreement", heads.get(pair.getFirst()),
                            fars.get(pair.getLast())));
        }
    }

    private static Map<String, String> singulars(String list) {
        Map<String, String> singulars = new HashMap<>();
        LEXICON.words(list).forEach(word -> {
            singulars.put(word.text(), word.text());
            singulars.put(word.plural(), word.text());
        });
        return singulars;
    }

    @Test
    void heldOutYearsNeverBeginASpan() {
        List<Pattern> years = List.of(Pattern.compile("from the year (?<century>\\d\\d)(?<year>\\d\\d)"));

        assertThat(pairs(years, "century", "year", Task.GREATER_THAN)).hasSizeGreaterThan(500)
                .noneMatch(year -> HELD_OUT.holds("year", year.getFirst(),
                        Integer.toString(Integer.parseInt(year.getLast()))));
    }

    @Test
    void strangersKeptApartNeverStandInOneDocument() {
        Set<String> firsts = LEXICON.words("made-up.first").stream().map(Word::text).collect(Collectors.toSet());
        Set<List<String>> met = new HashSet<>();

        for (Composer.Document document : DOCUMENTS) {
            Set<String> present = new HashSet<>(List.of(document.text().split("[^A-Za-z]+", -1)));
            present.retainAll(firsts);
            present.forEach(one -> present.stream().filter(other -> !other.equals(one))
                    .forEach(other -> met.add(List.of(one, other))));
        }
        assertThat(met).hasSizeGreaterThan(500)
                .noneMatch(pair -> HELD_OUT.holdsUnordered("strangers", pair.getFirst(), pair.getLast()));
    }

    @Test
    void heldOutGoodsNeverCloseABracket() {
        List<Pattern> ends = List.of(Pattern.compile("(?<before>[a-z]+) and (?<last>[a-z]+) [\\])}]"));

        assertThat(pairs(ends, "before", "last", Task.BRACKETS)).hasSizeGreaterThan(500)
                .noneMatch(pair -> HELD_OUT.holds("cargo", pair.getFirst(), pair.getLast()));
    }

    @Test
    void heldOutWordsOfThePidginNeverStandInTheirSentences() {
        Pattern askedSlot = Pattern.compile("~.*\\^\\{n (\\w+)}");
        List<Lexicon.Entry> sentences = LEXICON.list("pidgin.sentence");

        for (int i = 0; i < sentences.size(); i++) {
            String number = Integer.toString(i);
            Matcher asked = askedSlot.matcher(sentences.get(i).word().text());
            assertThat(asked.find()).isTrue();
            String slot = asked.group(1);
            Pattern loose = Training.shape(sentences.get(i).pattern(), Side.SECOND, List.of(slot));
            // A slot is one word and no particle, or one sentence would look like another.
            Pattern shape = Pattern.compile(loose.pattern().replace(Training.ANYTHING, "(?!(?:sho|jo|lem) )[a-z]+"),
                    Pattern.CASE_INSENSITIVE);
            assertThat(pairs(List.of(shape), slot, slot, Task.REGISTER)).hasSizeGreaterThan(3)
                    .noneMatch(word -> HELD_OUT.holds("pidgin.sentence", number, word.getFirst()));
        }
    }

    // All pairs of words that stand in two groups of some shape.
    private static Set<List<String>> pairs(List<Pattern> shapes, String one, String other, Task task) {
        Set<List<String>> pairs = new HashSet<>();
        for (Composer.Document document : DOCUMENTS) {
            if (document.tasks().contains(task)) {
                for (Pattern shape : shapes) {
                    Matcher matcher = shape.matcher(document.text());
                    while (matcher.find()) {
                        pairs.add(List.of(matcher.group(one), matcher.group(other)));
                    }
                }
            }
        }
        return pairs;
    }
}
