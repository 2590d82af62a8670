// Six builds, each of which starts the next: branches side by side, a stage that fails in the third, and one that has
// another name from the fifth on.
int number = currentBuild.number
String images = number >= 5 ? 'Docker: images build' : 'Images build'
node {
    try {
        stage('Checkout') {
            sleep 1
        }
        stage('Checks') {
            parallel(
                'unit': { stage('Unit tests') { sleep 2 } },
                'lint': { stage('Lint') { sleep 1 } }
            )
        }
        stage(images) {
            echo "building the images of build ${number}"
            sleep(number >= 5 ? 4 : 2)
        }
        stage('Deploy') {
            if (number == 3) {
                error 'made to fail'
            }
            sleep 1
        }
    } finally {
        if (number < 6) {
            build job: env.JOB_NAME, wait: false
        }
    }
}
