package backbench.data;

/** Says how an image of other proportions than the network's input is resized. */
public enum Fit {
  /** Both sides by factors of their own, as {@code cv2.resize} does. */
  STRETCH,
  /** Both sides by the same factor, so that the input is filled; what sticks out is cut evenly. */
  CROP
}
