package org.sextant.app.chart;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableStringProperty;
import javafx.css.Styleable;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;

/// A picture that takes its palette from the style sheet around it: the theme files set `-sx-theme` on `.sx-chart`.
abstract class ChartRegion extends Region {
    private static final StyleablePropertyFactory<ChartRegion> STYLES = new StyleablePropertyFactory<>(
            Region.getClassCssMetaData());

    private static final CssMetaData<ChartRegion, String> THEME = STYLES.createStringCssMetaData("-sx-theme",
            region -> region.theme, "light");

    private final SimpleStyleableStringProperty theme = new SimpleStyleableStringProperty(THEME, this, "theme",
            "light");
    private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>(this, "palette",
            Palette.light());

    protected ChartRegion() {
        getStyleClass().add("sx-chart");
        theme.subscribe(name -> palette.set(Palette.named(name)));
    }

    /// The colours of the theme in force.
    public final ReadOnlyObjectProperty<Palette> paletteProperty() {
        return palette.getReadOnlyProperty();
    }

    public final Palette palette() {
        return palette.get();
    }

    /// Device pixels in one pixel of the layout.
    final double density() {
        return getScene() == null || getScene().getWindow() == null
                ? 1 : Math.max(1, getScene().getWindow().getOutputScaleX());
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return STYLES.getCssMetaData();
    }
}
