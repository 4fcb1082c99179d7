package org.sextant.app.shell;

import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.scene.Scene;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import org.sextant.app.chart.Palette;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.state.UserPreferences;

/// Light or dark, as chosen or as the system says.
final class ThemeSwitch {
    private static final String WORKBENCH = Objects
            .requireNonNull(ThemeSwitch.class.getResource("/org/sextant/app/theme/workbench.css")).toExternalForm();

    private final ObjectBinding<Palette> palette;

    ThemeSwitch(UserPreferences preferences) {
        palette = Bindings.createObjectBinding(
                () -> isDark(preferences.get().theme()) ? Palette.dark() : Palette.light(),
                preferences.preferencesProperty(), Platform.getPreferences().colorSchemeProperty());
    }

    static boolean isDark(ThemeChoice choice) {
        return switch (choice) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    ObjectBinding<Palette> palette() {
        return palette;
    }

    /// Dresses a scene, now and whenever the theme changes.
    void dress(Scene scene) {
        palette.subscribe(colours -> {
            Application.setUserAgentStylesheet(colours.isDark()
                    ? new PrimerDark().getUserAgentStylesheet()
                    : new PrimerLight().getUserAgentStylesheet());
            scene.getStylesheets().setAll(colours.stylesheet(), WORKBENCH);
        });
    }
}
