"""Evidence in a case: taking pictures in behind the gate, the gallery, the viewer, the questions of each exhibit."""
