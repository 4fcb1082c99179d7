package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.Report;
import org.sextant.app.compare.CompareReport.Source;
import org.sextant.app.compare.ReportViewModel.Format;
import org.sextant.runtime.session.Provenance;

import static org.assertj.core.api.Assertions.assertThat;

class ReportViewModelTest {
    private final ReportViewModel.Remembered remembered = new ReportViewModel.Remembered();

    static ReportItem item(String id, boolean ofPrompt) {
        Provenance from = new Provenance("m", "/m", "1", "float32", "cpu", "words", List.of(), List.of(),
                List.of("of=" + id), "test");
        return new ReportItem(id, "Title of " + id, () -> List.of(new Report.Part.Words(id, List.of())),
                List.of("note on " + id), Optional.of(new Source(id, from, from)), ofPrompt);
    }

    static ReportDraft draft(String... ids) {
        return new ReportDraft("first", "second", "words", Stream.of(ids).map(id -> item(id, true)).toList());
    }

    private ReportViewModel choice(String... ids) {
        return new ReportViewModel(draft(ids), remembered);
    }

    private static List<Boolean> ticks(ReportViewModel choice) {
        return choice.lines().stream().map(line -> line.ticked().get()).toList();
    }

    @Test
    void everythingIsOnThePageAtFirst() {
        ReportViewModel choice = choice("ranks", "matrix");
        assertThat(ticks(choice)).containsExactly(true, true);
        assertThat(choice.formatProperty().get()).isEqualTo(Format.HTML);
        assertThat(choice.nothingProperty().get()).isFalse();
    }

    @Test
    void withNothingTickedThereIsNoPage() {
        ReportViewModel choice = choice("ranks", "matrix");
        choice.lines().forEach(line -> line.ticked().set(false));
        assertThat(choice.nothingProperty().get()).isTrue();
        choice.lines().getLast().ticked().set(true);
        assertThat(choice.nothingProperty().get()).isFalse();
        choice.tickAll(false);
        assertThat(choice.nothingProperty().get()).isTrue();
    }

    @Test
    void whatWasDecidedIsRememberedAndWhatIsNewIsTicked() {
        ReportViewModel first = choice("ranks", "cosine", "matrix");
        first.lines().get(1).ticked().set(false);
        first.formatProperty().set(Format.PDF);
        first.decide();

        ReportViewModel second = choice("cosine", "matrix", "texts");
        assertThat(ticks(second)).containsExactly(false, true, true);
        assertThat(second.formatProperty().get()).isEqualTo(Format.PDF);
        second.tickAll(true);
        second.decide();
        assertThat(ticks(choice("ranks", "cosine"))).containsExactly(true, true);
    }

    @Test
    void whatWasNotDecidedIsForgotten() {
        ReportViewModel first = choice("ranks", "cosine");
        first.tickAll(false);
        first.formatProperty().set(Format.PDF);
        assertThat(ticks(choice("ranks", "cosine"))).containsExactly(true, true);
        assertThat(choice("ranks").formatProperty().get()).isEqualTo(Format.HTML);
    }

    @Test
    void thePageHoldsWhatWasChosenInItsOrderWithItsNotesAndWhereItComesFrom() {
        ReportViewModel choice = choice("ranks", "cosine", "matrix");
        choice.lines().get(1).ticked().set(false);
        CompareReport page = choice.decide().page();
        assertThat(page.parts()).extracting(part -> ((Report.Part.Words) part).heading()).containsExactly("ranks",
                "matrix");
        assertThat(page.notes()).containsExactly("note on ranks", "note on matrix");
        assertThat(page.sources()).extracting(Source::of).containsExactly("ranks", "matrix");
        assertThat(page.prompt()).isEqualTo("words");
    }

    @Test
    void aPageOfOtherTextsDoesNotSpeakOfThePrompt() {
        var draft = new ReportDraft("first", "second", "words", List.of(item("ranks", true), item("matrix", false)));
        var choice = new ReportViewModel(draft, remembered);
        choice.lines().getFirst().ticked().set(false);
        assertThat(choice.decide().page().prompt()).isEmpty();
    }
}
