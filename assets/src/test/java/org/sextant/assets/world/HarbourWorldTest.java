package org.sextant.assets.world;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HarbourWorldTest {
    private static final HarbourWorld WORLD = Training.WORLD;

    @Test
    void aSeedAndANumberFixADocumentInAnyOrder() {
        HarbourWorld again = HarbourWorld.of(7);

        List<String> backwards = IntStream.range(0, 200).mapToObj(i -> again.document(Course.HARBOUR, 199 - i)).toList()
                .reversed();

        assertThat(backwards)
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> WORLD.document(Course.HARBOUR, i)).toList());
        assertThat(HarbourWorld.of(8).document(Course.HARBOUR, 3)).isNotEqualTo(WORLD.document(Course.HARBOUR, 3));
    }

    @Test
    void heldOutDocumentsAreOtherDocuments() {
        Set<String> trained = Training.DOCUMENTS.stream().map(Composer.Document::text).collect(Collectors.toSet());

        assertThat(IntStream.range(0, 500).mapToObj(i -> WORLD.heldOutDocument(Course.HARBOUR, i)))
                .doesNotContainAnyElementsOf(trained);
    }

    @Test
    void documentsAreOneLineOfFortyToAHundredAndSeventyWords() {
        assertThat(Training.DOCUMENTS).extracting(Composer.Document::text)
                .allSatisfy(text -> assertThat(text).doesNotContain("\n", "  ", "^", "~", "null"))
                .allSatisfy(text -> assertThat(text.split(" ").length).isBetween(40, 170));
    }

    @Test
    void articlesFitTheirNouns() {
        Pattern wrong = Pattern.compile("\\b[Aa] [aeiouAEIOU]|\\b[Aa]n (?!hour)[^aeiouAEIOU]");

        assertThat(Training.DOCUMENTS).extracting(Composer.Document::text)
                .noneMatch(text -> wrong.matcher(text).find());
    }

    @Test
    void everyTaskHasItsShareOfTheDocuments() {
        Map<Task, Integer> percent = new EnumMap<>(Task.class);
        for (Task task : Task.values()) {
            long count = Training.DOCUMENTS.stream().filter(document -> document.tasks().contains(task)).count();
            percent.put(task, Math.round(count * 100f / Training.DOCUMENTS.size()));
        }

        Map<Task, Integer> wanted = Map.of(Task.INDIRECT_OBJECT, 18, Task.FACTS, 19, Task.SENTIMENT, 8,
                Task.AGREEMENT, 7, Task.GREATER_THAN, 6, Task.INDUCTION, 27, Task.BRACKETS, 5, Task.REGISTER, 5,
                Task.CHAT, 8);
        assertThat(percent).allSatisfy((task, share) -> assertThat(share).as(task.id())
                .isBetween(wanted.get(task) - 2, wanted.get(task) + 2));
    }

    @Test
    void theVocabularyIsSmall() {
        Set<String> words = Training.counts().keySet().stream().filter(word -> Character.isLetter(word.charAt(0)))
                .map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());

        assertThat(words).hasSizeBetween(1_500, 3_000);
    }

    @Test
    void thereAreHundredsOfPatternsAndEveryOneCanBeFilledIn() {
        Lexicon lexicon = Lexicon.load();
        long patterns = lexicon.names().stream().flatMap(name -> lexicon.list(name).stream())
                .filter(entry -> entry.word().text().contains(" ")).count();

        assertThat(patterns).isGreaterThan(600);
        assertThat(lexicon.names()).allSatisfy(name -> assertThat(lexicon.list(name)).as(name).isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void promptsAndTheirCounterpartsDifferInFewPlaces(Task task) {
        for (Split split : Split.values()) {
            List<PromptPair> pairs = WORLD.pairs(task, split, 300);

            assertThat(pairs).hasSize(300).allSatisfy(pair -> {
                String[] clean = pair.clean().split(" ");
                String[] corrupt = pair.corrupt().split(" ");
                assertThat(corrupt).hasSameSizeAs(clean);
                assertThat(IntStream.range(0, clean.length).filter(i -> !clean[i].equals(corrupt[i])).count())
                        .isBetween(1L, task == Task.REGISTER ? clean.length : 6L);
                assertThat(pair.answer()).isNotEqualTo(pair.wrong()).matches(" ?([A-Za-z]+|\\d\\d|[\\])}])");
                assertThat(pair.clean()).isEqualTo(pair.clean().strip() + (task == Task.BRACKETS ? " " : ""))
                        .doesNotContain("^", "~");
            });
        }
    }

    @Test
    void everyAnswerIsAFrequentWord() {
        Map<String, Integer> counts = Training.counts();

        for (Task task : Task.values()) {
            for (Split split : Split.values()) {
                assertThat(WORLD.pairs(task, split, 1_000)).allSatisfy(pair -> {
                    assertThat(counts.getOrDefault(pair.answer().strip(), 0)).as(pair.answer()).isGreaterThan(30);
                    assertThat(counts.getOrDefault(pair.wrong().strip(), 0)).as(pair.wrong()).isGreaterThan(30);
                });
            }
        }
    }

    @Test
    void theRightYearIsLaterAndTheWrongOneOnlyRightForTheCounterpart() {
        assertThat(WORLD.pairs(Task.GREATER_THAN, Split.HELD_OUT, 300)).allSatisfy(pair -> {
            int start = start(pair.clean());
            assertThat(Integer.parseInt(pair.answer())).isGreaterThan(start);
            assertThat(Integer.parseInt(pair.wrong())).isLessThan(start).isGreaterThan(start(pair.corrupt()));
        });
    }

    private static int start(String prompt) {
        int at = prompt.indexOf("from the year ") + "from the year ".length();
        return Integer.parseInt(prompt.substring(at + 2, at + 4));
    }

    @Test
    void textsHaveBothLabels() {
        for (Split split : Split.values()) {
            assertThat(WORLD.texts(Task.SENTIMENT, split, 200)).extracting(LabelledText::label)
                    .containsOnly("positive", "negative").filteredOn("positive"::equals).hasSizeBetween(70, 130);
            assertThat(WORLD.texts(Task.REGISTER, split, 200)).extracting(LabelledText::label)
                    .containsOnly("english", "pidgin").filteredOn("pidgin"::equals).hasSizeBetween(70, 130);
        }
        assertThatThrownBy(() -> WORLD.texts(Task.CHAT, Split.TRAIN, 1)).hasMessageContaining("chat");
    }
}
