/** Decodes image files, resizes the images and keeps as many as memory allows. */
@NullMarked
package backbench.data.image;

import org.jspecify.annotations.NullMarked;
