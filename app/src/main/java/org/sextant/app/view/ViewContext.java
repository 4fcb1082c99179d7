package org.sextant.app.view;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.TaskExecutor;

/// What the window hands to each view.
///
/// @param workspace what the person works on
/// @param tasks the only way to background work: the window counts on it to know when a view is at rest
/// @param errors where failures go that a view cannot show in place
public record ViewContext(Workspace workspace, TaskExecutor tasks, ErrorFunnel errors) {}
