package backbench.worker.wire;

/** Handles each kind of event; has no defaults, so that a kind that is added is handled at once. */
public interface EventVisitor {

  /** Handles the start of the worker. */
  void started(Event.Started event);

  /** Handles the start of the engine. */
  void opened(Event.Opened event);

  /** Handles the loaded samples. */
  void dataReady(Event.DataReady event);

  /** Handles the end of the warm-up. */
  void warmedUp(Event.WarmedUp event);

  /** Handles the built network. */
  void compiled(Event.Compiled event);

  /** Handles the evaluation before the first step. */
  void untrained(Event.Untrained event);

  /** Handles how far training is. */
  void progress(Event.Progress event);

  /** Handles a finished epoch. */
  void epochEnded(Event.EpochEnded event);

  /** Handles the end of the training. */
  void trained(Event.Trained event);

  /** Handles one image of a sampler. */
  void sampled(Event.Sampled event);

  /** Handles the timed predictions. */
  void predicted(Event.Predicted event);

  /** Handles what a certificate sees. */
  void powered(Event.Powered event);

  /** Handles what was seen after steps had returned. */
  void trailing(Event.Trailing event);

  /** Handles a certificate. */
  void certified(Event.Certified event);

  /** Handles a network that the backend does not do. */
  void refused(Event.Refused event);

  /** Handles the machine's peak with one number of threads. */
  void peakMeasured(Event.PeakMeasured event);

  /** Handles the begin of the end. */
  void closing(Event.Closing event);

  /** Handles the end of a job that succeeded. */
  void done(Event.Done event);

  /** Handles the end of a job that failed. */
  void failed(Event.Failed event);
}
