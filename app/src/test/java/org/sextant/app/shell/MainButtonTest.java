package org.sextant.app.shell;

import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.state.UserPreferences;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

/// The button that a view wants to be pressed can be read in both themes, however it is looked at.
@ExtendWith(ApplicationExtension.class)
class MainButtonTest {
    /// WCAG 2.1, 1.4.3: contrast of text with its ground.
    private static final double READABLE = 4.5;

    private final Button button = new Button("Write again");
    private Scene scene;

    @Start
    void open(Stage stage) {
        button.getStyleClass().add("accent");
        scene = new Scene(new StackPane(button), 200, 100);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void undress(FxRobot robot) {
        robot.interact(() -> Application.setUserAgentStylesheet(null));
    }

    @ParameterizedTest
    @EnumSource(value = ThemeChoice.class, names = {"LIGHT", "DARK"})
    void itsWordsCanBeRead(ThemeChoice choice, FxRobot robot) {
        robot.interact(() -> new ThemeSwitch(new UserPreferences(Preferences.DEFAULT.withTheme(choice), _ -> {}))
                .dress(scene));

        for (String state : new String[]{"none", "hover", "focused", "pressed"}) {
            robot.interact(() -> {
                button.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), true);
                scene.getRoot().applyCss();
            });
            Color words = (Color) button.getTextFill();
            Color ground = (Color) button.getBackground().getFills().getLast().getFill();
            assertThat(contrast(words, ground)).as(choice + ", " + state + ": " + words + " on " + ground)
                    .isGreaterThanOrEqualTo(READABLE);
            robot.interact(() -> button.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), false));
        }
    }

    private static double contrast(Color one, Color other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
