package org.sextant.assets.tokenizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BpeTrainerTest {
    private static final int SIZE = 520;

    @Test
    void specialTokensBytesAndCharactersComeBeforeWhatIsMerged() {
        List<String> tokens = List.copyOf(trained().ids().keySet());

        assertThat(tokens.subList(0, 8)).containsExactly("<unk>", "<s>", "</s>", "<pad>", "<|user|>", "<|assistant|>",
                "<|system|>", "<|end|>");
        assertThat(tokens.subList(8, 264)).startsWith("<0x00>", "<0x01>").endsWith("<0xFE>", "<0xFF>");
        assertThat(tokens.subList(264, 268)).containsExactly("\n", "'", "(", ")");
        assertThat(tokens.indexOf("▁")).isGreaterThan(268);
        assertThat(tokens.subList(tokens.indexOf("▁") + 1, tokens.size()))
                .allSatisfy(token -> assertThat(token).hasSizeGreaterThan(1));
        assertThat(trained().ids().values()).containsExactlyElementsOf(IntStream.range(0, tokens.size()).boxed()
                .toList());
    }

    @Test
    void learnsWhatRecountingEverythingAfterEachMergeLearns() {
        List<String> pieces = MadeSentences.stream().limit(60).flatMap(text -> PreTokenizer.pieces(text).stream())
                .toList();
        List<Merge> slow = recounting(pieces);

        assertThat(new MergeLearner(counts(pieces)).learn(Integer.MAX_VALUE)).hasSizeGreaterThan(80)
                .containsExactlyElementsOf(slow);
    }

    @Test
    void overlappingPairsAreLearnedAsRecountingLearnsThem() {
        Random random = new Random(5);
        List<String> pieces = IntStream.range(0, 200).mapToObj(_ -> random.ints(1 + random.nextInt(9), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString())
                .toList();

        assertThat(new MergeLearner(counts(pieces)).learn(Integer.MAX_VALUE)).hasSizeGreaterThan(50)
                .containsExactlyElementsOf(recounting(pieces));
    }

    @Test
    void amongPairsOfEqualFrequencyTheFirstByItsTextIsTaken() {
        assertThat(new MergeLearner(Map.of("dc", 3L, "ba", 3L, "bc", 3L, "xy", 4L)).learn(4)).containsExactly(
                new Merge("x", "y"), new Merge("b", "a"), new Merge("b", "c"), new Merge("d", "c"));
    }

    @Test
    void frequentWordsAreOneToken() {
        assertThat(trained().severalTokens(List.of("▁Anna", "▁Paris", "▁the", "▁Who", "▁lantern"))).isEmpty();
        assertThat(trained().severalTokens(List.of("▁Paris", "▁Vaduz", "▁Who▁is"))).containsExactly("▁Vaduz",
                "▁Who▁is");
    }

    @Test
    void whatSpecialTokensSpellIsNotLearned() {
        BpeModel model = new BpeTrainer(400).train(Stream.of("<|user|>".repeat(50) + "<s> ab ab"));

        assertThat(model.ids()).containsKey("▁ab").doesNotContainKeys("u", "|", "us");
    }

    @Test
    void everyDigitAndEveryTwoDigitsAreOneTokenWhateverTheTextsHold() {
        BpeModel model = new BpeTrainer(SIZE).train(Stream.of("no number at all"));

        assertThat(model.tokens("0123456789")).containsExactly("01", "23", "45", "67", "89");
        assertThat(IntStream.range(0, 100).mapToObj(value -> "" + value / 10 + value % 10)).allSatisfy(
                group -> assertThat(model.tokens(group)).containsExactly(group));
        assertThat(model.tokens("▁7")).containsExactly("▁", "7");
    }

    @Test
    void aRequiredWordIsOneTokenHoweverRare() {
        List<String> words = List.of("▁Montevideo", "▁Monte", "▁Anna", "Ulaanbaatar", "▁Ελλάδα", "€");
        BpeModel without = trained();
        BpeModel with = new BpeTrainer(SIZE, words).train(MadeSentences.stream());

        assertThat(without.severalTokens(words)).contains("▁Montevideo", "Ulaanbaatar", "▁Ελλάδα", "€");
        assertThat(with.severalTokens(words)).isEmpty();
        assertThat(with.tokens("▁Montevideo")).containsExactly("▁Montevideo");
        assertThat(with.ids()).containsKey("▁Paris");
    }

    @Test
    void requiredWordsTakeThePlaceOfTheRarestMerges() {
        List<String> words = List.of("▁Montevideo", "▁Ulaanbaatar");
        BpeModel with = new BpeTrainer(450, words).train(MadeSentences.stream());
        List<Merge> free = new BpeTrainer(SIZE).train(MadeSentences.stream()).merges();

        assertThat(with.size()).isEqualTo(450);
        assertThat(with.severalTokens(words)).isEmpty();
        assertThat(with.merges().subList(0, 5)).isEqualTo(free.subList(0, 5));
    }

    @Test
    void requiredWordsThatShareLearnedTokensNeedLittleRoom() {
        // Letter by letter, 20 words of ▁ and 8 letters would take 160 tokens.
        List<String> words = IntStream.rangeClosed('a', 't').mapToObj(letter -> "▁" + (char) letter + "lantern")
                .toList();
        BpeModel model = new BpeTrainer(450, words).train(Stream.of("(lantern".repeat(9)));

        assertThat(model.size()).isLessThanOrEqualTo(450);
        assertThat(model.severalTokens(words)).isEmpty();
    }

    @Test
    void theVocabularyHasTheSizeAskedForWhereTheTextsHoldEnough() {
        assertThat(new BpeTrainer(440).train(MadeSentences.stream()).size()).isEqualTo(440);
        assertThat(new BpeTrainer(4096).train(MadeSentences.stream()).size()).isLessThan(4096);
    }

    @Test
    void theOrderOfTheTextsDoesNotMatter() {
        List<String> shuffled = new ArrayList<>(MadeSentences.all());
        Collections.shuffle(shuffled, new Random(3));

        assertThat(new BpeTrainer(SIZE).train(shuffled.parallelStream()).ids()).isEqualTo(trained().ids());
    }

    @Test
    void noTextIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BpeTrainer(SIZE).train(Stream.of("", "<s>")))
                .withMessageContaining("no text").withMessageContaining("give at least one");
    }

    @Test
    void aVocabularyTooSmallForItsCharactersIsRefusedWithTheSizeItNeeds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BpeTrainer(300).train(MadeSentences.stream()))
                .withMessageContaining("300").withMessageContaining("at least as many");
        // 8 special tokens, 256 bytes, ▁, a, b, ten digits and a hundred groups of two
        assertThat(new BpeTrainer(377).train(Stream.of("ab")).size()).isEqualTo(377);
        assertThatIllegalArgumentException().isThrownBy(() -> new BpeTrainer(376).train(Stream.of("ab")))
                .withMessageContaining("need 377");
    }

    @Test
    void aRequiredWordThatIsNeverOnePieceIsRefused() {
        assertThat(List.of("", "▁", "two words", "▁two▁words", "▁a,", "123", "▁12", "<s>", "word\n"))
                .filteredOn(word -> !word.equals("▁")).allSatisfy(word -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> new BpeTrainer(SIZE, List.of(word))).withMessageContaining("one token"));
    }

    @Test
    void halfACharacterIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BpeTrainer(SIZE).train(Stream.of("a \uD83D b")))
                .withMessageContaining("U+d83d");
    }

    private static BpeModel trained() {
        return new BpeTrainer(SIZE).train(MadeSentences.stream());
    }

    private static Map<String, Long> counts(List<String> pieces) {
        Map<String, Long> counts = new HashMap<>();
        pieces.forEach(piece -> counts.merge(piece, 1L, Long::sum));
        return counts;
    }

    /// The definition, written down without a thought for time: count all pairs of all pieces, merge the best, repeat.
    private static List<Merge> recounting(List<String> texts) {
        List<List<String>> pieces = new ArrayList<>(texts.stream().map(Spelling::characters).toList());
        Set<Merge> merges = new LinkedHashSet<>();
        while (true) {
            Map<Merge, Integer> counts = new HashMap<>();
            for (List<String> piece : pieces) {
                for (int place = 1; place < piece.size(); place++) {
                    counts.merge(new Merge(piece.get(place - 1), piece.get(place)), 1, Integer::sum);
                }
            }
            int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            if (most < 2) {
                return List.copyOf(merges);
            }
            Merge best = counts.keySet().stream().filter(pair -> counts.get(pair) == most)
                    .min((a, b) -> a.left().equals(b.left())
                            ? a.right().compareTo(b.right())
                            : a.left().compareTo(b.left()))
                    .orElseThrow();
            merges.add(best);
            pieces.replaceAll(piece -> replacing(piece, best));
        }
    }

    private static List<String> replacing(List<String> piece, Merge pair) {
        List<String> result = new ArrayList<>();
        int place = 0;
        while (place < piece.size()) {
            if (place + 1 < piece.size() && piece.subList(place, place + 2).equals(List.of(pair.left(),
                    pair.right()))) {
                result.add(pair.joined());
                place += 2;
            } else {
                result.add(piece.get(place));
                place++;
            }
        }
        return result;
    }
}
