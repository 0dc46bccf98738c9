"""Images that Vigie makes: what a phone reads with its camera, what one understands at a glance."""
