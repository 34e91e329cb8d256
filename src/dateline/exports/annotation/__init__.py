"""Claims for annotation tools and back: spans with roles, as brat, Label Studio and the W3C's Web Annotation have them."""
