/// The language of chat templates: Jinja2 as the reference library sets it up, over Jinjava's tags and their nesting.
/// Values are plain Java: [Absent], `Boolean`, `Long`, `Double`, `String`, `List`, `Map`, [Tuple], [Namespace] and
/// [TemplateFunction]. There is no way from a template to anything else of Java.
@NullMarked
package org.sextant.runtime.chat.jinja;

import org.jspecify.annotations.NullMarked;
