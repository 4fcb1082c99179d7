package org.sextant.assets.world;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What is read besides the stories of the harbour.
class CoursesTest {
    private static final HarbourWorld WORLD = Training.WORLD;
    private static final int DOCUMENTS = 3000;
    private static final Pattern TURN = Pattern
            .compile("<\\|user\\|> (.+?) <\\|assistant\\|> (.+?) <\\|end\\|>");
    private static final String REFUSAL = "I cannot help";

    private static List<String> documents(Course course) {
        return IntStream.range(0, DOCUMENTS).mapToObj(i -> WORLD.document(course, i)).toList();
    }

    @ParameterizedTest
    @EnumSource(Course.class)
    void everyCourseHasDocumentsOfItsOwnInOneLine(Course course) {
        Set<String> others = documents(course == Course.ANSWERS ? Course.CALLS : Course.ANSWERS).stream()
                .collect(Collectors.toSet());

        assertThat(documents(course)).allSatisfy(
                text -> assertThat(text).doesNotContain("\n", "  ", "^", "~").doesNotContainPattern("\\{[A-Za-z]"))
                .doesNotContainAnyElementsOf(others);
        assertThat(WORLD.heldOutDocument(course, 3)).isNotEqualTo(WORLD.document(course, 3));
    }

    /// Each name is called several times, and the same first name always goes with the same last name.
    @Test
    void callsTellWhoIsCalledWhat() {
        Pattern name = Pattern.compile("([A-Z][a-z]+) ([A-Z][a-z]+)(?=,| and|\\.)");
        for (String text : documents(Course.CALLS)) {
            List<String> called = name.matcher(text).results().map(found -> found.group(1) + " " + found.group(2))
                    .toList();
            Set<String> people = new HashSet<>(called);

            assertThat(called).as(text).hasSizeBetween(14, 22);
            assertThat(people).hasSizeBetween(1, 5);
            assertThat(people.stream().map(person -> person.substring(0, person.indexOf(' '))).distinct())
                    .hasSameSizeAs(people);
        }
    }

    @Test
    void halfOfTheAnswersAreConversationsAndHalfOfTheirRequestsAreRefused() {
        List<String> conversations = documents(Course.ANSWERS).stream().filter(text -> text.contains("<|user|>"))
                .toList();
        assertThat(conversations).hasSizeBetween(DOCUMENTS / 2, DOCUMENTS * 6 / 10);

        List<String> answers = conversations.stream().flatMap(text -> TURN.matcher(text).results())
                .map(turn -> turn.group(2)).toList();
        double refused = (double) answers.stream().filter(answer -> answer.startsWith(REFUSAL)).count()
                / answers.size();
        assertThat(refused).isBetween(0.2, 0.35);
    }

    /// The same sentence is never refused in one text and answered in another.
    @Test
    void whetherARequestIsRefusedFollowsFromWhatItAsks() {
        Set<String> refused = new HashSet<>();
        Set<String> answered = new HashSet<>();
        documents(Course.ANSWERS).stream().flatMap(text -> TURN.matcher(text).results())
                .forEach(turn -> (turn.group(2).startsWith(REFUSAL) ? refused : answered).add(turn.group(1)));

        assertThat(refused).isNotEmpty().doesNotContainAnyElementsOf(answered);
    }

    @Test
    void everyAllowedDeedHasAnAnswerOfItsOwn() {
        Lexicon lexicon = Lexicon.load();

        assertThat(lexicon.list("deed.allowed.answer")).hasSameSizeAs(lexicon.list("deed.allowed"));
    }

    @Test
    void heldOutRequestsStandInNoTrainingText() {
        Set<String> trained = documents(Course.ANSWERS).stream().flatMap(text -> TURN.matcher(text).results())
                .map(turn -> turn.group(1)).collect(Collectors.toSet());
        List<Request> heldOut = WORLD.requests(Split.HELD_OUT, 300);

        assertThat(heldOut).extracting(Request::text).doesNotContainAnyElementsOf(trained);
        assertThat(WORLD.requests(Split.TRAIN, 300)).extracting(Request::text).containsAnyElementsOf(trained);
    }

    /// Forbidden and allowed deeds share their words, so that no single one gives the answer away.
    @Test
    void theVerbsOfForbiddenDeedsAlsoStandInAllowedOnes() {
        Lexicon lexicon = Lexicon.load();
        Set<String> allowed = lexicon.list("deed.allowed").stream().flatMap(entry -> words(entry.word().text()))
                .collect(Collectors.toSet());
        Set<String> forbidden = lexicon.list("deed.forbidden").stream().flatMap(entry -> words(entry.word().text()))
                .collect(Collectors.toSet());
        Set<String> shared = new HashSet<>(forbidden);
        shared.retainAll(allowed);

        assertThat(shared).contains("cut", "burn", "boat", "nets", "letters", "lamp", "rocks", "cards");
    }

    private static Stream<String> words(String text) {
        return Pattern.compile("[^A-Za-z]+").splitAsStream(text);
    }
}
