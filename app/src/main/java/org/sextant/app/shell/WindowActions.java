package org.sextant.app.shell;

/// What commands ask of the window itself.
interface WindowActions {
    void chooseFolder();

    void showCard();

    void showPalette();

    void showKeys();

    void toggleFullScreen();

    void undo();

    void redo();

    void focusPrompt();

    /// Closes what lies over the window; false where nothing does.
    boolean closeOverlay();

    void quit();
}
