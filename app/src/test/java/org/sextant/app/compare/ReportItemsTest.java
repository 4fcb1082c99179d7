package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.Report;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.Statistic;

import static org.assertj.core.api.Assertions.assertThat;

/// What a page may hold, as the person looks from one picture to the next.
class ReportItemsTest {
    @TempDir
    private Path folder;

    private CompareDesk desk;
    private ReportItems items;

    @BeforeEach
    void open() {
        desk = new CompareDesk(folder);
        items = new ReportItems(desk.view);
        desk.run("tom met ann");
    }

    @AfterEach
    void close() {
        desk.close();
        assertThat(desk.bugs).isEmpty();
    }

    private void look(PairKind kind) {
        desk.view.kindProperty().set(kind);
    }

    private List<String> ids() {
        return items.draft().map(draft -> draft.items().stream().map(ReportItem::id).toList()).orElse(List.of());
    }

    private List<String> titles() {
        return items.draft().orElseThrow().items().stream().map(ReportItem::title).toList();
    }

    @Test
    void withoutASecondModelThereIsNoPage() {
        assertThat(items.draft()).isEmpty();
    }

    @Test
    void whatTheseModelsGiveOfThePromptIsThereOnceItWasLookedAt() {
        desk.compare();
        assertThat(ids()).containsExactlyElementsOf(CompareReport
                .figures(desk.view.prompt().pictureProperty().get().orElseThrow()).stream()
                .map(ReportFigure::label).toList());
        look(PairKind.MATRIX);
        assertThat(titles()).last().isEqualTo("Every layer with every layer, linear CKA");
        desk.view.similarity().statisticProperty().set(Similarity.CKA_DEBIASED);
        assertThat(titles()).last().isEqualTo("Every layer with every layer, debiased CKA");
    }

    @Test
    void thePicturesOfBothAreKeptByTheirTitles() {
        desk.compare();
        look(PairKind.PICTURES);
        desk.view.beside().statistic().statisticProperty().set(Statistic.MEAN);
        desk.view.beside().kindProperty().set(BesideKind.LENS);
        desk.view.beside().kindProperty().set(BesideKind.STATISTIC);
        List<String> beside = titles().stream().filter(title -> title.startsWith("Side by side: ")).toList();
        assertThat(beside).hasSize(3).doesNotHaveDuplicates().allSatisfy(
                title -> assertThat(title).doesNotContain("letters", "others"));
        CompareReport page = items.draft().orElseThrow().page(Set.copyOf(ids()));
        assertThat(page.parts().stream().filter(Report.Part.Picture.class::isInstance)
                .map(part -> ((Report.Part.Picture) part).caption()))
                .filteredOn(caption -> caption.startsWith("Both on one colour scale")).hasSize(3)
                .containsOnlyOnce("Both on one colour scale");
    }

    @Test
    void picturesThatAreTooWideForThePageStandBelowEachOther() {
        desk.run("tom met ann at the inn and sat on the mat till ten");
        desk.compare();
        look(PairKind.PICTURES);
        String id = ids().getLast();
        assertThat(items.draft().orElseThrow().page(Set.of(id)).parts()).hasSize(3).last()
                .isInstanceOfSatisfying(Report.Part.Picture.class,
                        last -> assertThat(last.caption()).isEqualTo("Both on one colour scale; below them B − A"));
    }

    @Test
    void onlyTheNewestPicturesAreKept() {
        desk.compare();
        look(PairKind.PICTURES);
        for (Statistic each : Statistic.values()) {
            desk.view.beside().statistic().statisticProperty().set(each);
        }
        desk.view.beside().kindProperty().set(BesideKind.ATTENTION);
        for (int layer = 0; layer < 2; layer++) {
            for (int head = 0; head < 4; head++) {
                desk.view.beside().attention().chooseLayer(layer);
                desk.view.beside().attention().chooseHead(head);
            }
        }
        assertThat(ids().stream().filter(id -> id.startsWith("beside "))).hasSize(LookedAt.MOST)
                .last().asString().contains("layer 1");
    }

    @Test
    void whatWasLookedAtOfAnotherPromptIsNotOnThePage() {
        desk.compare();
        look(PairKind.MATRIX);
        look(PairKind.PICTURES);
        assertThat(ids()).contains("ranks", "matrix").hasSizeGreaterThan(4);

        desk.run("ann met tom");
        assertThat(ids()).singleElement().asString().startsWith("beside ");
        look(PairKind.PROMPT);
        assertThat(ids()).contains("ranks").doesNotContain("matrix");
        CompareReport page = items.draft().orElseThrow().page(Set.copyOf(ids()));
        assertThat(page.prompt()).isEqualTo("ann met tom");
        desk.workspace.comparedProperty().set(Optional.empty());
        assertThat(items.draft()).isEmpty();
    }
}
