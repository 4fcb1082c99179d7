package org.sextant.app.state;

/// Light or dark.
public enum ThemeChoice {
    LIGHT("Light"), DARK("Dark"), SYSTEM("Follow system");

    private final String title;

    ThemeChoice(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
