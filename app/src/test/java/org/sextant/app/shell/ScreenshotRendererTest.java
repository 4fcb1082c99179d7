package org.sextant.app.shell;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Selection;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.steering.SteeringSet;
import org.testfx.framework.junit5.ApplicationExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(ApplicationExtension.class)
class ScreenshotRendererTest {
    private static final int GREEN = 0xff00ff00;

    @Test
    void thePictureIsTakenWhenLayingOutAsksForNothingMore() throws IOException {
        var request = new ScreenshotRequest(
                Optional.of(new OpenRequest(new ModelLocation.Folder(Path.of("/models/a")))), Optional.empty(),
                Optional.of(new Prompt.Text("When")), Selection.NONE.withToken(0), SteeringSet.EMPTY, ThemeChoice.LIGHT,
                960, 600);
        byte[] png = new ScreenshotRenderer(StubSession::new, SmallDemos.none(),
                context -> List.of(new PatientView(context)))
                .render(request);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getRGB(300, 300)).isEqualTo(GREEN);
    }

    @Test
    void aScrollPaneShowsWhatItHoldsInTheEnd() throws IOException {
        var request = new ScreenshotRequest(
                Optional.of(new OpenRequest(new ModelLocation.Folder(Path.of("/models/a")))), Optional.empty(),
                Optional.of(new Prompt.Text("When")), Selection.NONE, SteeringSet.EMPTY, ThemeChoice.LIGHT, 960, 600);
        byte[] png = new ScreenshotRenderer(StubSession::new, SmallDemos.none(),
                context -> List.of(new PatientView(context, region -> {
                    region.setMinHeight(2000);
                    var scroll = new ScrollPane(region);
                    scroll.setFitToWidth(true);
                    return scroll;
                }))).render(request);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getRGB(300, 300)).isEqualTo(GREEN);
    }

    @Test
    void aSelectionOutsideTheRunIsRefused() {
        for (Selection outside : List.of(Selection.NONE.withToken(99),
                Selection.NONE.withToken(0).withLayer(99),
                Selection.NONE.withHead(99), Selection.NONE.withToken(-1))) {
            var request = new ScreenshotRequest(
                    Optional.of(new OpenRequest(new ModelLocation.Folder(Path.of("/models/a")))), Optional.empty(),
                    Optional.of(new Prompt.Text("When")), outside, SteeringSet.EMPTY, ThemeChoice.LIGHT, 960, 600);
            var renderer = new ScreenshotRenderer(StubSession::new, SmallDemos.none(),
                    context -> List.of(new PatientView(context)));

            assertThatExceptionOfType(UnattendedException.class).isThrownBy(() -> renderer.render(request))
                    .withMessageContaining("counted from 0");
        }
    }

    @Test
    void anExpertOfADenseModelIsRefused() {
        var request = new ScreenshotRequest(
                Optional.of(new OpenRequest(new ModelLocation.Folder(Path.of("/models/a")))), Optional.empty(),
                Optional.of(new Prompt.Text("When")), Selection.NONE.withToken(0).withExpert(0, 1),
                SteeringSet.EMPTY, ThemeChoice.LIGHT, 960, 600);
        var renderer = new ScreenshotRenderer(StubSession::new, SmallDemos.none(),
                context -> List.of(new PatientView(context)));

        assertThatExceptionOfType(UnattendedException.class).isThrownBy(() -> renderer.render(request))
                .withMessageContaining("there are no experts in layer 0");
    }

    @Test
    void aViewThatIsNotThereIsRefusedWithTheNamesOfThoseThatAre() {
        for (String absent : List.of("nope", "patient.nope", "nope.a", "patient.")) {
            var request = new ScreenshotRequest(Optional.empty(), Optional.of(absent), Optional.empty(),
                    Selection.NONE, SteeringSet.EMPTY, ThemeChoice.LIGHT, 960, 600);
            var renderer = new ScreenshotRenderer(StubSession::new, SmallDemos.none(),
                    context -> List.of(new PatientView(context)));

            assertThatExceptionOfType(UnattendedException.class).isThrownBy(() -> renderer.render(request))
                    .withMessageContaining("--view " + absent).withMessageContaining("patient, patient.a, patient.b");
        }
    }

    @Test
    void aPictureOfAViewIsShownByItsName() {
        List<String> shown = new ArrayList<>();
        var request = new ScreenshotRequest(Optional.empty(), Optional.of("patient.b"), Optional.empty(),
                Selection.NONE, SteeringSet.EMPTY, ThemeChoice.LIGHT, 960, 600);
        new ScreenshotRenderer(StubSession::new, SmallDemos.none(), context -> {
            var view = new PatientView(context);
            view.shown = shown;
            return List.of(view);
        }).render(request);
        assertThat(shown).containsExactly("b");
    }

    @Test
    void nothingCanBeSelectedWhereNothingRan() {
        var request = new ScreenshotRequest(Optional.empty(), Optional.empty(), Optional.empty(),
                Selection.NONE.withToken(0), SteeringSet.EMPTY, ThemeChoice.LIGHT, 960, 600);
        var renderer = new ScreenshotRenderer(StubSession::new, SmallDemos.none(),
                context -> List.of(new PatientView(context)));

        assertThatExceptionOfType(UnattendedException.class).isThrownBy(() -> renderer.render(request))
                .withMessageContaining("nothing has run");
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aWindowThatCannotBeMadeIsNotWaitedFor() {
        var request = new ScreenshotRequest(Optional.empty(), Optional.empty(), Optional.empty(), Selection.NONE,
                SteeringSet.EMPTY,
                ThemeChoice.LIGHT, 960, 600);
        var renderer = new ScreenshotRenderer(StubSession::new, SmallDemos.none(), _ -> {
            throw new IllegalStateException("planted");
        });
        assertThatIllegalStateException().isThrownBy(() -> renderer.render(request)).withMessage("planted");
    }

    /// A view that needs twelve works, each asked for when the result of the one before is laid out.
    private static final class PatientView implements WorkbenchView {
        private static final int WORKS = 12;

        private final Node node;
        private List<String> shown = new ArrayList<>();

        PatientView(ViewContext context) {
            this(context, region -> region);
        }

        PatientView(ViewContext context, UnaryOperator<Region> frame) {
            Region region = new Region() {
                private int asked;
                private int done;

                @Override
                protected void layoutChildren() {
                    if (asked == done && done < WORKS) {
                        asked++;
                        context.tasks().unseen().execute(() -> Platform.runLater(this::finish));
                    }
                }

                private void finish() {
                    done++;
                    setStyle("-fx-background-color: " + (done == WORKS ? "#00ff00" : "#ff0000") + ";");
                    requestLayout();
                }
            };
            node = frame.apply(region);
        }

        @Override
        public ViewIdentity identity() {
            return new ViewIdentity("patient", "Patient", "Takes its time", Feather.CLOCK);
        }

        @Override
        public Node node() {
            return node;
        }

        @Override
        public List<String> pictures() {
            return List.of("a", "b");
        }

        @Override
        public void showPicture(String name) {
            shown.add(name);
        }

        @Override
        public void setShowing(boolean showing) {
            // It asks the model for nothing.
        }
    }
}
