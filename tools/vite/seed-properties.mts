import fc from 'fast-check';

// Property tests draw the same cases in every run: a failure is a failure of the change, never of the draw.
fc.configureGlobal({ seed: 20_261_123 });
