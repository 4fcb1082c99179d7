package org.sextant.runtime.session;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.SumsChoice.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class SumsChoiceTest {
    private static final long MOST = 4L << 30;
    private static final Set<Similarity> LINEAR = Set.of(Similarity.CKA, Similarity.CKA_DEBIASED);

    private static SumsChoice choice(int layers, int width, Set<Similarity> statistics, long tokens) {
        List<Integer> widths = Collections.nCopies(layers, width);
        return SumsChoice.of(new SumsChoice.Wish(widths, widths, statistics, 512, 2000),
                most -> Math.min(tokens, most + 1), MOST);
    }

    /// GPT-2 small, one of six narrow blocks, and one of 32 blocks of width 4096.
    @ParameterizedTest
    @CsvSource({"13, 768, 8, TOKENS", "13, 768, 2500, TOKENS", "13, 768, 20000, LAYERS", "7, 256, 100, TOKENS",
        "7, 256, 4096, LAYERS", "33, 4096, 30, TOKENS", "33, 4096, 3000, TOKENS", "33, 4096, 20000, BATCHES"})
    void fewTokensAreKeptAndManySummedWhereSumsFit(int layers, int width, long tokens, Kind kind) {
        assertThat(choice(layers, width, LINEAR, tokens).kind()).isEqualTo(kind);
    }

    @Test
    void thereIsRoomForAsManyRowsAsThereAreTokens() {
        assertThat(choice(13, 768, LINEAR, 8).rows()).isEqualTo(8);
        assertThat(choice(13, 768, LINEAR, 0).rows()).isEqualTo(1);
        assertThat(choice(1, 16, LINEAR, 300).rows()).as("narrow layers whose sums are less").isEqualTo(300);
        assertThat(choice(13, 768, LINEAR, 1_000_000).rows()).isBetween(2048, 4096);
        assertThat(choice(33, 4096, LINEAR, 1_000_000).rows()).isEqualTo(512);
    }

    @Test
    void aSampleIsNoLargerThanTheTokens() {
        Set<Similarity> kernels = Set.of(Similarity.CKA_RBF);
        assertThat(choice(13, 768, kernels, 8).sample()).isEqualTo(8);
        assertThat(choice(13, 768, kernels, 1_000_000).sample()).isEqualTo(2000);
        assertThat(choice(33, 4096, kernels, 1_000_000).sample()).isEqualTo(2000);
        assertThat(choice(13, 768, kernels, 8).bytes()).isLessThan(choice(13, 768, kernels, 1000).bytes());
    }

    /// Rows, a Gram matrix of each layer, and one layer in double precision at the least; sums take 925 MB.
    @Test
    void bytesCoverWhatIsHeld() {
        long rows = 2L * 100 * 13 * 768 * Float.BYTES;
        long grams = 13L * 100 * 100 * Double.BYTES;
        long layer = 100L * 768 * Double.BYTES;
        assertThat(choice(13, 768, LINEAR, 100).bytes()).isBetween(rows + grams + layer, 30_000_000L);
        long spectra = 2 * 13L * 100 * 100 * Double.BYTES;
        assertThat(choice(13, 768, EnumSet.of(Similarity.SVCCA), 100).bytes()).isGreaterThan(rows + spectra);
        // Of a layer that is turned so that it has a coordinate a token, nothing but these coordinates is kept.
        long passing = Runtime.getRuntime().availableProcessors() * 12L * 100 * 100 * Double.BYTES;
        assertThat(choice(13, 768, EnumSet.of(Similarity.SVCCA), 100).bytes())
                .isLessThan(rows + spectra + passing + 5 * layer);
        assertThat(choice(13, 768, LINEAR, 20_000).bytes()).isGreaterThan(925_000_000L);
        assertThat(choice(33, 4096, LINEAR, 3000).bytes()).isBetween(2L * 3000 * 33 * 4096 * Float.BYTES, MOST);
    }

    @Test
    void asManyTokensAreKeptAsFitAndNoMore() {
        SumsChoice many = choice(33, 4096, LINEAR, 1_000_000);
        assertThat(choice(33, 4096, LINEAR, many.mostKept()).kind()).isEqualTo(Kind.TOKENS);
        assertThat(choice(33, 4096, LINEAR, many.mostKept() + 1L).kind()).isEqualTo(Kind.BATCHES);
    }
}
