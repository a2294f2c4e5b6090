set -eu
cd ~/platform
git fetch -q
git show 'HEAD^{/The rules that we agreed on}:ci/prices.json' > ci/prices.json
cat > compute.tf <<'E'
# Machines, the database, and what stands around them. Sizes by what README.md says they need.

resource "aws_instance" "web" {
  count         = 2
  ami           = "ami-0d3c8a1f5a7b9e210"
  instance_type = "t3.medium"

  tags = { Name = "web${count.index + 1}" }
}

resource "aws_instance" "thumbs" {
  ami           = "ami-0d3c8a1f5a7b9e210"
  instance_type = "t3.large"

  tags = { Name = "thumbs" }
}

resource "aws_db_instance" "shop" {
  identifier        = "shop"
  engine            = "postgres"
  instance_class    = "db.t3.large"
  allocated_storage = 500
  multi_az          = true
  storage_encrypted = true
  username          = "shop"

  manage_master_user_password = true
}

resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "application"
}

resource "aws_nat_gateway" "out" {
  count         = 1
  subnet_id     = "subnet-0a1b2c3d4e5f60718"
  allocation_id = "eipalloc-0f1e2d3c4b5a69788"
}
E
sed -i "s/allocated_storage = .*/allocated_storage = $(({{gb}} * 2))/" compute.tf
sed -i 's#^ci/cost\.py.*#ci/cost.py --max {{budget}}#' ci/pipeline.sh
git add -A
git diff --cached --quiet || git commit -q -m 'Sizes by need; the budget is part of the pipeline'
git push origin HEAD:main
